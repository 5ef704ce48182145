"""A Party's signing keys: published for all the world, opened by nobody else, written by the owner alone."""

import json
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from django.db import DatabaseError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cites.permits.models import SigningKey, SigningKeyEvent
from cites.permits.signing.keys import kid_prefix, next_kid, open_private
from cites.permits.signing.queries import key_in_use
from cites.permits.signing.services import rotate_key
from tenants.errors import AppendOnlyRecord, NotTheOwner
from tenants.life.names import give_host
from tenants.life.suspension import suspend_party
from tests.factories.accounts import person
from tests.factories.signing import ADDRESS, b64, jws, keys_at, unb64, verify


def signed_by(place: Any) -> str:
    with place.active():
        key = key_in_use()
        return jws(open_private(key.sealed_private, key.kid), key.kid)


# --- published ------------------------------------------------------------------------------------


def test_what_a_party_signs_verifies_by_what_it_and_the_front_door_publish(parties: Any, front_door: Any) -> None:
    bb, fj = parties("bb", "fj")
    token = signed_by(bb)
    for place in (bb, front_door):
        verify(token, keys_at(place.host))
    with pytest.raises(KeyError):
        verify(token, keys_at(fj.host))
    header, _, signature = token.split(".")
    with pytest.raises(InvalidSignature):
        verify(f"{header}.{b64(b'{}')}.{signature}", keys_at(bb.host))


def test_a_key_of_one_party_does_not_pass_for_anothers(parties: Any, front_door: Any) -> None:
    bb, fj = parties("bb", "fj")
    with bb.active():
        private = open_private(key_in_use().sealed_private, key_in_use().kid)
    with fj.active():
        kid = key_in_use().kid
    with pytest.raises(InvalidSignature):
        verify(jws(private, kid), keys_at(front_door.host))


def test_the_name_says_state_year_and_number(parties: Any, front_door: Any) -> None:
    (bb,) = parties("bb")
    with bb.active():
        kid = key_in_use().kid
    state, year, number = kid.split("-")
    assert (state, len(year), number) == ("BB", 4, "1")
    assert {name.split("-")[0] for name in keys_at(front_door.host)} == {"BB", "FJ", "VU"}


def test_only_public_halves_are_published(parties: Any, front_door: Any) -> None:
    (bb,) = parties("bb")
    for place in (bb, front_door):
        for key in keys_at(place.host).values():
            assert set(key) == {"kty", "crv", "x", "y", "kid", "use", "alg"}


def test_the_private_half_does_not_lie_in_clear(bb: Any) -> None:
    with bb.active():
        key = key_in_use()
    number = open_private(key.sealed_private, key.kid).private_numbers().private_value.to_bytes(32, "big")
    assert "PRIVATE" not in key.sealed_private
    assert number not in unb64(key.sealed_private)
    assert b64(number) not in json.dumps(key.public_jwk)


def test_anybody_may_keep_the_keys_for_a_while(parties: Any, front_door: Any) -> None:
    (bb,) = parties("bb")
    for place in (bb, front_door):
        answer = Client(headers={"host": place.host}).get(ADDRESS)
        assert answer["Content-Type"] == "application/jwk-set+json"
        assert set(answer["Cache-Control"].split(", ")) == {"public", "max-age=300"}
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert not answer.cookies


@pytest.mark.parametrize("read_only", [True, False])
def test_keys_are_given_whatever_the_status_and_at_every_name(parties: Any, front_door: Any, read_only: bool) -> None:
    (bb,) = parties("bb")
    with front_door.active():
        ngozi = person("operator")
    give_host(party=bb.party, host="permits.gov.bb", by=ngozi, canonical=True)
    suspend_party(party=bb.party, by=ngozi, reason="x", read_only=read_only)
    assert keys_at("bb.localhost") == keys_at("permits.gov.bb") != {}


# --- insert-only, and by the owner alone ----------------------------------------------------------


def test_the_partys_own_login_makes_no_key_and_changes_none(bb: Any) -> None:
    key = key_in_use()
    for write in (
        lambda: SigningKey.objects.create(kid="BB-2026-9", public_jwk={}, sealed_private="x"),
        lambda: SigningKeyEvent.objects.create(key=key, kind="revoked", operator="a@b.example", reason="x"),
        lambda: SigningKey.objects.update(public_jwk={}),
        lambda: SigningKey.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            write()
    with pytest.raises(AppendOnlyRecord):
        key.save()


def test_a_process_without_the_owners_login_rotates_nothing(parties: Any, front_door: Any) -> None:
    (bb,) = parties("bb")
    with front_door.active():
        ngozi = person("operator")
    with pytest.raises(NotTheOwner):
        rotate_key(party=bb.party, by=ngozi, reason="x")


# --- names ----------------------------------------------------------------------------------------

CODES = st.sampled_from(["BB", "FJ", "VU"])
YEARS = st.integers(2026, 2099)
PREFIXES = st.builds(kid_prefix, CODES, YEARS, practice=st.booleans())
KIDS = st.builds(lambda prefix, number: f"{prefix}{number}", PREFIXES, st.integers(1, 300))


@given(prefix=PREFIXES, taken=st.sets(KIDS))
def test_a_name_is_given_once_and_belongs_to_one_state_and_year(prefix: str, taken: set[str]) -> None:
    kid = next_kid(prefix, taken)
    assert kid not in taken
    assert kid.startswith(prefix)
    assert next_kid(prefix, {*taken, kid}) not in {*taken, kid}


@given(code=CODES, year=YEARS, number=st.integers(1, 300), taken=st.sets(KIDS))
def test_no_practice_key_has_the_name_of_a_real_one(code: str, year: int, number: int, taken: set[str]) -> None:
    practice = next_kid(kid_prefix(code, year, practice=True), taken)
    assert practice.startswith(f"{code}-PRACTICE-{year}-")
    assert practice != next_kid(kid_prefix(code, year), taken)
    assert not practice.startswith(kid_prefix(code, year))
