"""A token checked offline: only what was signed is believed, and whatever else is there gets a clear answer."""

import base64
import hashlib
import json
from datetime import UTC, datetime, timedelta

import pytest
import segno
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from cites.permits.tokens.checking import CLOCKS_DIFFER, Doubt, Standing, check_token, token_in
from cites.permits.tokens.errors import UnreadableKeys, UnreadableToken
from cites.permits.tokens.keys import read_keys
from cites.permits.tokens.model import TokenLine, base64url, digest_of
from cites.permits.tokens.writing import MOST_BYTES, MOST_VERSION, claims_with_room, sign_token, trial_token
from tests.factories.tokens import ADDRESS, CONCH, ENDS, ISSUED, KEY, KID, a_key_set, a_token, by, claims, token_lines

KEYS = read_keys(json.dumps(a_key_set()))
MEANWHILE = datetime.fromtimestamp(ISSUED, UTC) + timedelta(days=30)
THIEF = ec.generate_private_key(ec.SECP256R1())


def standing(token: str, at: datetime = MEANWHILE, keys: object = None) -> tuple[Standing, tuple[Doubt, ...]]:
    found = check_token(token, KEYS if keys is None else keys, at)  # type: ignore[arg-type]
    return found.standing, found.doubts


def altered(token: str, **changes: object) -> str:
    header, payload, signature = token.split(".")
    said = json.loads(base64.urlsafe_b64decode(payload + "=="))
    return ".".join([header, base64url(json.dumps(said | changes).encode()), signature])


def with_header(token: str, **changes: object) -> str:
    header, payload, signature = token.split(".")
    said = json.loads(base64.urlsafe_b64decode(header + "==")) | changes
    return ".".join([base64url(json.dumps(said).encode()), payload, signature])


def test_what_was_signed_is_valid_whether_bare_or_in_its_address() -> None:
    token = a_token()
    assert standing(token) == standing(ADDRESS + token) == standing(f"\n{ADDRESS}{token}?number=1 ") == ("valid", ())


@given(st.lists(token_lines, min_size=1, max_size=30))
def test_whatever_the_lines_the_code_is_of_version_20_or_less_and_says_how_many_there_are(
    lines: list[TokenLine],
) -> None:
    token = a_token(*lines)
    assert segno.make(ADDRESS + token, error="m", boost_error=False).version <= MOST_VERSION
    found = check_token(token, KEYS, MEANWHILE)
    assert found.standing is Standing.VALID
    assert (found.claims.n, found.claims.dig) == (len(lines), digest_of(lines))
    assert list(found.claims.lines) == lines[: len(found.claims.lines)]
    assert (Doubt.LINES_MISSING in found.doubts) is (len(found.claims.lines) < len(lines))


def test_four_usual_lines_have_room_and_no_fifth_is_left_out_that_would_fit() -> None:
    lines = [CONCH._replace(quantity=str(count)) for count in range(1, 12)]
    whole = claims_with_room(claims(), lines, kid=KID, before=ADDRESS)
    more = whole.model_copy(update={"lines": tuple(lines[: len(whole.lines) + 1])})
    assert len(whole.lines) >= 4
    assert len(ADDRESS + trial_token(more, KID)) > MOST_BYTES >= len(ADDRESS + trial_token(whole, KID))


def test_a_trial_is_as_long_as_the_signed_one_and_worth_nothing() -> None:
    whole = claims_with_room(claims(), [CONCH], kid=KID, before=ADDRESS)
    assert len(trial_token(whole, KID)) == len(sign_token(whole, KID, by(KEY)))
    assert standing(trial_token(whole, KID)) == ("forged", (Doubt.SIGNATURE,))


@given(st.data())
def test_a_token_of_which_one_letter_is_another_is_never_valid(data: st.DataObject) -> None:
    token = a_token()
    place = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."))
    changed = token[:place] + other + token[place + 1 :]
    try:
        assert (standing(changed)[0] is Standing.VALID) is (changed == token)
    except UnreadableToken:
        assert changed != token


@given(st.integers(0, 600))
def test_a_token_that_is_cut_off_cannot_be_read_or_is_forged(length: int) -> None:
    token = a_token()
    try:
        assert length >= len(token) or standing(token[:length])[0] is Standing.FORGED
    except UnreadableToken:
        assert length < len(token)


@given(st.text(max_size=300))
def test_whatever_is_typed_is_unreadable_at_worst(text: str) -> None:
    with pytest.raises(UnreadableToken):
        check_token(text, KEYS, MEANWHILE)


def test_a_quantity_that_was_written_over_is_forged() -> None:
    token = altered(a_token(), lines=[list(CONCH._replace(quantity="12000"))])
    assert standing(token) == ("forged", (Doubt.SIGNATURE,))


def test_the_key_of_somebody_else_is_forged_and_that_of_another_party_too() -> None:
    assert standing(a_token(key=THIEF)) == ("forged", (Doubt.SIGNATURE,))
    assert standing(a_token(key=THIEF, kid="FJ-2026-1")) == ("forged", (Doubt.OTHER_ISSUER,))
    fiji = read_keys(json.dumps(a_key_set(kid="FJ-2026-1", key=THIEF)))
    assert standing(a_token(key=THIEF, kid="FJ-2026-1"), keys=fiji) == ("forged", (Doubt.OTHER_ISSUER,))


@pytest.mark.parametrize("kid", ["BB-2026-0", "BB-26-1", "BB-2026-1 ", "bb-2026-1", "BB2026-1", "", "BB-2026-01"])
def test_a_key_of_no_proper_name_belongs_to_nobody(kid: str) -> None:
    assert standing(a_token(kid=kid)) == ("forged", (Doubt.OTHER_ISSUER,))


def test_a_specimen_is_good_for_nothing() -> None:
    assert standing(a_token(kid="BB-PRACTICE-2026-1")) == ("forged", (Doubt.PRACTICE,))


def test_an_unknown_key_is_not_confirmed() -> None:
    assert standing(a_token(kid="BB-2026-2")) == ("not_confirmed", (Doubt.UNKNOWN_KEY,))


@pytest.mark.parametrize("days", [-40, 0, 40])
def test_what_a_revoked_key_signed_is_not_confirmed_whenever_it_says_that_it_was_signed(days: int) -> None:
    revoked = read_keys(json.dumps(a_key_set(revoked_at=datetime.fromtimestamp(ISSUED, UTC) + timedelta(days=days))))
    assert standing(a_token(), keys=revoked) == ("not_confirmed", (Doubt.REVOKED_KEY,))
    assert standing(a_token(key=THIEF), keys=revoked) == ("forged", (Doubt.SIGNATURE,))


def test_it_expires_at_the_second_that_it_says() -> None:
    ends = datetime.fromtimestamp(ENDS, UTC)
    assert standing(a_token(), ends - timedelta(seconds=1)) == ("valid", ())
    assert standing(a_token(), ends) == ("expired", (Doubt.EXPIRED,))


def test_a_clock_that_is_a_little_slow_does_no_harm_and_one_that_is_much_too_slow_is_told() -> None:
    issued = datetime.fromtimestamp(ISSUED, UTC)
    assert standing(a_token(), issued - CLOCKS_DIFFER) == ("valid", ())
    assert standing(a_token(), issued - CLOCKS_DIFFER - timedelta(seconds=1)) == ("not_confirmed", (Doubt.NOT_YET,))


def test_no_other_algorithm_and_no_further_header_is_believed() -> None:
    token = a_token()
    for header in ({"alg": "none"}, {"alg": "HS256"}, {"jwk": {}}, {"typ": "JWT"}, {"x5u": "https://thief.example"}):
        assert standing(with_header(token, **header)) == ("forged", (Doubt.ALGORITHM,))


def test_lines_that_are_not_those_of_the_digest_are_forged_though_they_are_signed() -> None:
    other = claims(n=1, dig=digest_of([CONCH]), lines=(CONCH._replace(quantity="9"),))
    assert standing(sign_token(other, KID, by(KEY))) == ("forged", (Doubt.DIGEST,))


def test_the_digest_is_that_of_the_documented_form() -> None:
    """Written down once by hand, so that whoever writes a program of their own can compare."""
    lines = [CONCH, TokenLine("Mesembryanthemum «öß»", "LIV", "0.5", "", "A", "Z", "II")]
    text = '[["Aliger gigas","SHE","120","NAR","W","T","II"],["Mesembryanthemum «öß»","LIV","0.5","","A","Z","II"]]'
    assert digest_of(lines) == base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"keys": []}', '{"keys": [{"kty": "RSA"}]}', '{"keys": 3}', "null"])
def test_what_is_no_set_of_keys_is_told(text: str) -> None:
    with pytest.raises(UnreadableKeys):
        read_keys(text)


def test_keys_of_other_kinds_are_passed_over() -> None:
    keys = a_key_set()
    keys["keys"] += [{"kty": "RSA", "kid": "BB-2026-9"}, {"kty": "EC", "crv": "P-384", "kid": "BB-2026-8"}]
    assert set(read_keys(json.dumps(keys))) == {KID}


def test_a_token_is_found_at_the_end_of_an_address_only() -> None:
    token = a_token()
    assert token_in(f"{ADDRESS}{token}") == token_in(f"{ADDRESS}{token}/") == token
    for text in (f"{ADDRESS}{token}/x", f"{token}.{token}", f"{token} {token}", ".".join(token.split(".")[:2])):
        with pytest.raises(UnreadableToken):
            token_in(text)


@pytest.mark.parametrize("cut_off", [1, 40, 85])
def test_one_whose_end_was_cut_off_is_unreadable_and_not_forged(cut_off: int) -> None:
    with pytest.raises(UnreadableToken):
        check_token(a_token()[:-cut_off], {}, datetime(2026, 11, 28, tzinfo=UTC))
