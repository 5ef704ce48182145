"""Signing keys rotated, revoked, cut off on the way and looked at by the doctor; on a database of the test's own."""

import json
import subprocess
import sys
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from cites.permits.errors import UnknownSigningKey
from cites.permits.models import SigningKey
from cites.permits.signing import services
from cites.permits.signing.keys import open_private
from cites.permits.signing.queries import keys_of
from cites.permits.signing.services import make_first_key, revoke_key, rotate_key
from infra.development import ROOT
from kernel import clock
from tenants.audit.models import AuditEntry
from tenants.context import as_owner, as_public, party_context
from tenants.doctor.running import examine
from tenants.models import Party, PublishedKey
from tenants.names import PUBLIC
from tests.factories.signing import jws, keys_at, verify

NO_KEY = (
    "DELETE FROM party_vu.permits_signingcertificate",
    "DELETE FROM party_vu.permits_signingkey",
    "DELETE FROM tenants_publishedkey WHERE kid LIKE 'VU-%%'",
)


def execute(*statements: str) -> None:
    """As the owner, from outside."""
    with as_owner(PUBLIC), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def found(*, fix: bool = False, schema: str = "party_vu") -> list[str]:
    return [
        f"{'mended: ' if diagnosis.mended else ''}{diagnosis.finding.text}"
        for diagnosis in examine(iso2="VU", fix=fix)
        if diagnosis.check == "signing keys" and diagnosis.finding.schema == schema
    ]


def told(*, verb: str) -> list[tuple[str, str | None, Any]]:
    with as_public():
        rows = AuditEntry.objects.filter(verb=verb, subject="party:vu").order_by("id")
        return [(entry.data["kid"], entry.data.get("reason"), entry.actor and entry.actor.email) for entry in rows]


def in_use(vu: Party) -> SigningKey:
    (key,) = (key for key in keys_of(vu) if key.is_in_use)
    return key


def test_a_rotated_key_stays_published_and_the_new_one_signs(vu: Party, ngozi: Any, capsys: Any) -> None:
    old = in_use(vu)
    token = jws(open_private(old.sealed_private, old.kid), old.kid)
    call_command("rotate_signing_key", "vu", "--by", ngozi.email, "--reason", "a new year")
    new = in_use(vu)
    assert f"VU: signs with {new.kid} from now on" in capsys.readouterr().out
    assert (new.kid, new.operator) == (f"{old.kid[:-1]}2", ngozi.email)
    for host in ("vu.localhost", "localhost"):
        verify(token, keys_at(host))
        verify(jws(open_private(new.sealed_private, new.kid), new.kid), keys_at(host))
        assert not any("revoked" in key for key in keys_at(host).values())
    assert told(verb="signing_key.made") == [(old.kid, None, None), (new.kid, "a new year", ngozi.email)]
    with party_context(vu):
        trail = list(AuditEntry.objects.filter(verb__startswith="signing_key.").order_by("id"))
    assert [(entry.verb, entry.subject) for entry in trail] == [
        ("signing_key.made", f"signing_key:{old.kid}"),
        ("signing_key.retired", f"signing_key:{old.kid}"),
        ("signing_key.made", f"signing_key:{new.kid}"),
    ]
    assert ngozi.email not in json.dumps([entry.data for entry in trail])
    assert found() == []


def test_a_revoked_key_is_published_with_its_date_and_another_takes_its_place(vu: Party, ngozi: Any) -> None:
    old = in_use(vu)
    moment = clock.now().replace(microsecond=0)
    with clock.frozen(moment):
        new = revoke_key(party=vu, kid=old.kid, by=ngozi, reason="a stolen disk")
        assert revoke_key(party=vu, kid=old.kid, by=ngozi, reason="again") == new  # changes nothing
    for host in ("vu.localhost", "localhost"):
        keys = keys_at(host)
        assert keys[old.kid]["revoked"] == {"revoked_at": int(moment.timestamp())}
        assert "revoked" not in keys[new.kid]
        assert "stolen" not in json.dumps(keys)
    assert in_use(vu) == new
    assert told(verb="signing_key.revoked") == [(old.kid, "a stolen disk", ngozi.email)]
    assert found() == []


def test_a_retired_key_is_revoked_without_another_in_its_place(vu: Party, ngozi: Any) -> None:
    old = in_use(vu)
    new = rotate_key(party=vu, by=ngozi, reason="a new year")
    call_command("revoke_signing_key", "VU", old.kid.lower(), "--by", ngozi.email, "--reason", "stolen after all")
    assert in_use(vu) == new
    assert len(keys_of(vu)) == 2
    assert "revoked" in keys_at("localhost")[old.kid]


def test_what_cannot_be_done_is_said_in_a_sentence(vu: Party, ngozi: Any) -> None:
    with pytest.raises(UnknownSigningKey):
        revoke_key(party=vu, kid="FJ-2026-1", by=ngozi, reason="x")
    for command, wanted in {
        ("revoke_signing_key", "VU", "VU-1999-1", "--by", ngozi.email): "There is no signing key VU-1999-1",
        ("rotate_signing_key", "VU", "--by", "nobody@nowhere.example"): "is no operator of this service",
        ("rotate_signing_key", "QQ", "--by", ngozi.email): "no such Party is served here",
    }.items():
        with pytest.raises(CommandError, match=wanted):
            call_command(*command, "--reason", "x")
    assert len(keys_of(vu)) == 1


def test_two_operators_at_once_leave_one_key_in_use(vu: Party, ngozi: Any) -> None:
    command = [sys.executable, "manage.py", "rotate_signing_key", "VU", "--by", ngozi.email, "--reason", "x"]
    both = [subprocess.Popen(command, cwd=ROOT) for _ in range(2)]
    assert [process.wait(timeout=120) for process in both] == [0, 0]
    keys = keys_of(vu)
    assert [key.is_in_use for key in keys] == [False, False, True]
    assert keys_at("localhost").keys() >= {key.kid for key in keys}
    assert found() == []


def test_a_key_is_made_once(vu: Party) -> None:
    before = in_use(vu)
    make_first_key(party=vu)
    assert keys_of(vu) == [before]


def test_a_name_that_was_published_before_a_removal_is_given_to_no_other_key(vu: Party) -> None:
    old = in_use(vu)
    execute(*NO_KEY)
    make_first_key(party=vu)
    assert in_use(vu).kid == f"{old.kid[:-1]}2"


def test_a_practice_twin_signs_under_a_name_of_its_own_and_is_not_published(vu: Party, ngozi: Any) -> None:
    with as_owner(PUBLIC):
        twin = Party.objects.get(iso2="VU", practice=True)
    first, before = in_use(twin), keys_at("localhost")
    made = rotate_key(party=twin, by=ngozi, reason="to practise")
    assert [kid.split("-")[:2] for kid in keys_at("vu-practice.localhost")] == [["VU", "PRACTICE"]] * 2
    assert keys_at("vu-practice.localhost").keys() == {first.kid, made.kid}
    assert keys_at("localhost") == before
    assert {key["x"] for key in before.values()}.isdisjoint({first.public_jwk["x"], made.public_jwk["x"]})
    assert found(schema=twin.schema_name) == []
    with as_owner(PUBLIC), pytest.raises(IntegrityError, match="published_key_of_a_real_party"), transaction.atomic():
        PublishedKey.objects.create(party=twin, kid=made.kid, jwk=made.public_jwk)


# --- killed on the way, and what the doctor says ----------------------------------------------------


def test_what_was_cut_off_before_it_was_published_is_published_by_the_doctor(
    vu: Party, ngozi: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = in_use(vu)

    def cut_off(party: Party) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(services, "publish_keys", cut_off)
        with pytest.raises(KeyboardInterrupt):
            revoke_key(party=vu, kid=old.kid, by=ngozi, reason="a stolen disk")
    new = in_use(vu)
    assert new.kid not in keys_at("localhost")
    missing = f"{new.kid} is not published on the front door"
    dated = f"{old.kid} is published on the front door with another date of revocation"
    assert found() == [dated, missing]
    assert all(diagnosis.mended for diagnosis in examine(iso2="VU", fix=True))
    assert keys_at("localhost")[old.kid]["revoked"]
    assert new.kid in keys_at("localhost")
    assert told(verb="signing_key.revoked") == [(old.kid, "a stolen disk", ngozi.email)]
    assert told(verb="signing_key.made")[-1] == (new.kid, "a stolen disk", ngozi.email)
    assert found() == []


def test_a_party_from_before_there_were_keys_is_given_one_by_the_doctor(vu: Party) -> None:
    execute(*NO_KEY)
    assert keys_at("vu.localhost") == {}
    steps = ("signing key", "signing certificate")
    wanted = [f"not brought live whole: {step} is still to be done" for step in steps]
    assert [diagnosis.finding.text for diagnosis in examine(iso2="VU")] == wanted
    assert [diagnosis.mended for diagnosis in examine(iso2="VU", fix=True)] == [True, True]
    assert list(examine(iso2="VU")) == []
    assert list(keys_at("vu.localhost")) == [in_use(vu).kid]


def test_a_key_sealed_under_another_key_of_the_environment_is_told_in_words(
    vu: Party, ngozi: Any, settings: Any
) -> None:
    old, former = in_use(vu), settings.FIELD_KEY
    settings.FIELD_KEY = "the-new-key-" * 4
    for fix in (False, True):
        (text,) = found(fix=fix)
        assert text.startswith(f"{old.kid} was sealed under another FIELD_KEY than this environment's")
    settings.FIELD_KEY = f"{settings.FIELD_KEY} {former}"
    assert found() == []
    settings.FIELD_KEY = "the-new-key-" * 4
    rotate_key(party=vu, by=ngozi, reason="the former FIELD_KEY is lost")
    assert found() == []
    assert old.kid in keys_at("localhost")


def test_a_public_half_that_is_not_its_own_is_told_and_not_copied(vu: Party) -> None:
    old = in_use(vu)
    execute("UPDATE party_vu.permits_signingkey SET public_jwk = jsonb_set(public_jwk, '{x}', '\"AAAA\"')")
    assert found(fix=True) == [
        f"{old.kid} has the public half of another key",
        f"{old.kid} is published on the front door with another key",
    ]
    assert keys_at("localhost")[old.kid]["x"] == old.public_jwk["x"]


def test_a_published_copy_that_was_altered_is_put_right_and_told(vu: Party) -> None:
    old = in_use(vu)
    execute("UPDATE tenants_publishedkey SET jwk = jsonb_set(jwk, '{x}', '\"AAAA\"') WHERE kid LIKE 'VU-%%'")
    wanted = f"{old.kid} is published on the front door with another key"
    assert found() == [wanted]
    assert found(fix=True) == [f"mended: {wanted}"]
    assert keys_at("localhost")[old.kid] == old.public_jwk
    assert [kid for kid, *_ in told(verb="signing_key.put_right")] == [old.kid]


def test_a_published_key_that_is_none_of_the_partys_is_told_and_left(vu: Party) -> None:
    with as_owner(PUBLIC):
        PublishedKey.objects.create(party=vu, kid="VU-2020-1", jwk={})
    assert found(fix=True) == ["VU-2020-1 is published on the front door and is no key of this Party"]
