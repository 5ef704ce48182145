"""Checking a token against public keys, offline: what was signed, by whom, and whether it can be believed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from jwt.api_jws import PyJWS
from jwt.exceptions import InvalidSignatureError, PyJWTError
from pydantic import ValidationError

from cites.permits.tokens.errors import UnreadableToken
from cites.permits.tokens.keys import PublicKey, is_for_practice, issuer_of_key
from cites.permits.tokens.model import ALGORITHM, Claims, base64url, digest_of
from kernel.text import gettext_noop

CLOCKS_DIFFER: Final = timedelta(minutes=5)
"""By so much the clock of whoever checks may be wrong."""
LONGEST: Final = 4096  # characters; ours are shorter than 700
_FORM = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_SIGNATURE: Final = 86  # letters of base64url for the 64 bytes of every ES256 signature
_SIGNER = PyJWS(algorithms=[ALGORITHM])


class Standing(StrEnum):
    """What can be said of a token without asking who issued it."""

    VALID = "valid"
    EXPIRED = "expired"
    FORGED = "forged"
    NOT_CONFIRMED = "not_confirmed"  # by the keys at hand: only the live status can tell


class Doubt(StrEnum):
    """Why a token is not simply valid, or what has to be known besides."""

    EXPIRED = "expired"
    SIGNATURE = "signature"
    ALGORITHM = "algorithm"
    OTHER_ISSUER = "other_issuer"
    PRACTICE = "practice"
    DIGEST = "digest"
    UNKNOWN_KEY = "unknown_key"
    REVOKED_KEY = "revoked_key"
    NOT_YET = "not_yet"
    LINES_MISSING = "lines_missing"


DOUBTS: Final[Mapping[str, str]] = {
    Doubt.EXPIRED: gettext_noop("Its last day has passed."),
    Doubt.SIGNATURE: gettext_noop("The signature does not belong to these facts: they were altered, or made up."),
    Doubt.ALGORITHM: gettext_noop("It is not signed in the way in which permits are signed."),
    Doubt.OTHER_ISSUER: gettext_noop("It is signed with the key of another Party than the one that it names."),
    Doubt.PRACTICE: gettext_noop("It is a specimen from a site for practice, and good for nothing."),
    Doubt.DIGEST: gettext_noop("Its lines are not those that were signed."),
    Doubt.UNKNOWN_KEY: gettext_noop(
        "The key with which it is signed is not among those at hand: fetch the keys anew, or ask the live status."
    ),
    Doubt.REVOKED_KEY: gettext_noop(
        "The key with which it is signed was revoked, and whoever has it can write any date: ask the live status."
    ),
    Doubt.NOT_YET: gettext_noop(
        "By this clock it is issued in the future: set the clock right, or ask the live status."
    ),
    Doubt.LINES_MISSING: gettext_noop("Some of its lines are missing here, for the QR code had no room for all."),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """What a token says, who signed it, and how far that can be believed."""

    standing: Standing
    claims: Claims
    kid: str
    doubts: tuple[Doubt, ...] = ()


def token_in(text: str) -> str:
    """Return the token of an address that ends in one, or of the bare token; raise UnreadableToken."""
    found = text.strip().partition("?")[0].rstrip("/").rpartition("/")[2]
    if len(found) > LONGEST or not _FORM.fullmatch(found):
        raise UnreadableToken
    return found


def check_token(text: str, keys: Mapping[str, PublicKey], at: datetime) -> Checked:
    """Return what the token in ``text`` is worth at the moment ``at``, by these keys; raise UnreadableToken.

    One whose end was cut off is unreadable, and not forged: nobody altered what it says.
    What a revoked key signed is never confirmed, whenever it says that it was: a thief can write any date.
    """
    token = token_in(text)
    header, claims = _parts(token)
    kid = str(header.get("kid", ""))
    if header.get("alg") == ALGORITHM and len(token.rpartition(".")[2]) < _SIGNATURE:
        raise UnreadableToken

    def told(standing: Standing, *doubts: Doubt) -> Checked:
        return Checked(standing, claims, kid, doubts)

    if is_for_practice(kid):
        return told(Standing.FORGED, Doubt.PRACTICE)
    if header != {"alg": ALGORITHM, "kid": kid}:
        return told(Standing.FORGED, Doubt.ALGORITHM)
    if issuer_of_key(kid) != claims.iss:
        return told(Standing.FORGED, Doubt.OTHER_ISSUER)
    if kid not in keys:
        return told(Standing.NOT_CONFIRMED, Doubt.UNKNOWN_KEY)
    if not _is_signed(token, keys[kid]):
        return told(Standing.FORGED, Doubt.SIGNATURE)
    if not claims.are_lines_missing and claims.dig != digest_of(claims.lines):
        return told(Standing.FORGED, Doubt.DIGEST)
    besides = (Doubt.LINES_MISSING,) if claims.are_lines_missing else ()
    if keys[kid].revoked_at is not None:
        return told(Standing.NOT_CONFIRMED, Doubt.REVOKED_KEY, *besides)
    now = at.timestamp()
    if now >= claims.exp:
        return told(Standing.EXPIRED, Doubt.EXPIRED, *besides)
    if now < claims.iat - CLOCKS_DIFFER.total_seconds():
        return told(Standing.NOT_CONFIRMED, Doubt.NOT_YET, *besides)
    return told(Standing.VALID, *besides)


def _parts(token: str) -> tuple[dict[str, Any], Claims]:
    """The header and the claims, whoever signed them."""
    try:
        read = _SIGNER.decode_complete(token, options={"verify_signature": False})
        claims = Claims.model_validate_json(read["payload"])
    except (PyJWTError, ValidationError, ValueError, RecursionError) as error:
        raise UnreadableToken from error
    return read["header"], claims


def _is_signed(token: str, key: PublicKey) -> bool:
    try:
        read = _SIGNER.decode_complete(token, key.key, algorithms=[ALGORITHM])
    except InvalidSignatureError:
        return False
    # The last letter of a signature has bits to spare; only one way of writing them is ours.
    return token.rpartition(".")[2] == base64url(read["signature"])
