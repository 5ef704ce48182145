"""What a signing key is: a P-256 pair, its public half as a JWK (RFC 7517), its private half sealed under its name."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from cites.permits.tokens.model import base64url
from tenants.sealing import seal, unseal

_BYTES = 32  # of a coordinate on P-256


def new_private_half() -> ec.EllipticCurvePrivateKey:
    """Return a fresh private key on P-256."""
    return ec.generate_private_key(ec.SECP256R1())


def public_jwk(private: ec.EllipticCurvePrivateKey, kid: str) -> dict[str, str]:
    """Return the public half of ``private`` under the name ``kid``, for ES256 signatures alone."""
    point = private.public_key().public_numbers()
    return jwk_of(kid, point.x.to_bytes(_BYTES), point.y.to_bytes(_BYTES))


def jwk_of(kid: str, x: bytes, y: bytes) -> dict[str, str]:
    """Return the point of a public half under the name ``kid``, for ES256 signatures alone."""
    coordinates = {"x": base64url(x), "y": base64url(y)}
    return {"kty": "EC", "crv": "P-256", **coordinates, "kid": kid, "use": "sig", "alg": "ES256"}


def seal_private(private: ec.EllipticCurvePrivateKey, kid: str) -> str:
    """Return ``private`` encrypted; it opens under the name ``kid`` alone."""
    text = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return seal(text.decode(), purpose=kid)


def open_private(sealed: str, kid: str) -> ec.EllipticCurvePrivateKey:
    """Return the private half of ``kid``; raise SecretUnreadable when the environment's key does not open it."""
    private = serialization.load_pem_private_key(unseal(sealed, purpose=kid).encode(), password=None)
    assert isinstance(private, ec.EllipticCurvePrivateKey)
    return private


def kid_prefix(iso2: str, year: int, *, practice: bool = False) -> str:
    """Return what the names of all keys of a Party and a year begin with; a practice twin's pass for no real one's."""
    return f"{iso2}-{'PRACTICE-' if practice else ''}{year:04d}-"


def next_kid(prefix: str, taken: Iterable[str]) -> str:
    """Return the name after the highest of ``taken``: ``BB-2026-1``, ``BB-2026-2`` …"""
    numbers = [int(kid.removeprefix(prefix)) for kid in taken if kid.startswith(prefix)]
    return f"{prefix}{max(numbers, default=0) + 1}"


def key_set(entries: Iterable[tuple[dict[str, Any], datetime | None]]) -> dict[str, Any]:
    """Return a JWK Set of pairs of a JWK and the moment at which it was revoked.

    The date of a revoked one stands in ``revoked``, as OpenID Federation 1.0 writes it in its historical keys.
    """
    return {
        "keys": [jwk | ({"revoked": {"revoked_at": int(at.timestamp())}} if at else {}) for jwk, at in entries],
    }
