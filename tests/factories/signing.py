"""What the world is given of signing keys, and JOSE as RFC 7515 and RFC 7518 have it, with nothing of ours."""

import base64
import json
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from django.test import Client

ADDRESS = "/.well-known/jwks.json"


def keys_at(host: str) -> dict[str, dict[str, Any]]:
    """The keys that the world is given at a host, by name."""
    answer = Client(headers={"host": host}).get(ADDRESS)
    assert answer.status_code == 200, answer.status_code
    return {key["kid"]: key for key in json.loads(answer.content)["keys"]}


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def jws(private: ec.EllipticCurvePrivateKey, kid: str) -> str:
    signed = b64(json.dumps({"alg": "ES256", "kid": kid}).encode()) + "." + b64(b'{"iss":"BB"}')
    r, s = decode_dss_signature(private.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    return signed + "." + b64(r.to_bytes(32, "big") + s.to_bytes(32, "big"))


def verify(token: str, keys: dict[str, dict[str, Any]]) -> None:
    """Raise KeyError for a key that is not published, InvalidSignature for one that did not sign."""
    header, claims, signature = token.split(".")
    jwk = keys[json.loads(unb64(header))["kid"]]
    assert (jwk["kty"], jwk["crv"], jwk["alg"], jwk["use"]) == ("EC", "P-256", "ES256", "sig")
    x, y = (int.from_bytes(unb64(jwk[name]), "big") for name in "xy")
    raw = unb64(signature)
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    public = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    public.verify(der, f"{header}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
