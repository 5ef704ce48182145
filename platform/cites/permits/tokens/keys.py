"""The public keys against which tokens are checked, out of a JWK Set (RFC 7517)."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from jwt import PyJWK
from jwt.exceptions import PyJWTError

from cites.permits.tokens.errors import UnreadableKeys
from cites.permits.tokens.model import ALGORITHM

_KID = re.compile(r"(?P<iso2>[A-Z]{2})-(?P<practice>PRACTICE-)?\d{4}-[1-9]\d*")


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The public half of a Party's key, and the moment from which nothing that it signed is believed offline."""

    key: ec.EllipticCurvePublicKey
    revoked_at: datetime | None = None


def read_keys(text: str | bytes) -> dict[str, PublicKey]:
    """Return the keys of a JWK Set by their names.

    Keys for other algorithms are passed over. Raises UnreadableKeys where it is no such set or none of its keys is
    of use.
    """
    try:
        entries = json.loads(text)["keys"]
        found = dict(read_key(entry) for entry in entries if _is_of_use(entry))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError, PyJWTError) as error:
        raise UnreadableKeys from error
    if not found:
        raise UnreadableKeys
    return found


def read_key(entry: Mapping[str, Any]) -> tuple[str, PublicKey]:
    """Return the name and the key of one JWK; raises what the libraries raise where it is none on P-256."""
    revoked = entry.get("revoked")
    at = datetime.fromtimestamp(int(revoked["revoked_at"]), UTC) if revoked else None
    return str(entry["kid"]), PublicKey(public_half(entry), at)


def public_half(jwk: Mapping[str, Any]) -> ec.EllipticCurvePublicKey:
    """Return the public key that a JWK describes; raises what the libraries raise where it is none on P-256."""
    key = PyJWK(dict(jwk), ALGORITHM).key
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise UnreadableKeys
    return key


def issuer_of_key(kid: str) -> str:
    """Return the two letters of the Party to whom a key of that name belongs; nothing for any other name."""
    found = _KID.fullmatch(kid)
    return found["iso2"] if found else ""


def is_for_practice(kid: str) -> bool:
    """Tell whether the key is a practice site's, whose papers are good for nothing."""
    found = _KID.fullmatch(kid)
    return bool(found and found["practice"])


def _is_of_use(entry: Mapping[str, Any]) -> bool:
    return "kid" in entry and entry.get("kty") == "EC" and entry.get("crv") == "P-256"
