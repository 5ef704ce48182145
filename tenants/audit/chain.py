"""The arithmetic of the chain: digests of entries, signatures of heads."""

import hashlib
import json
from functools import cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from tenants.audit.models import AuditEntry

BEFORE_THE_FIRST = "0" * 64


def digest_of(entry: AuditEntry, number: int, previous: str) -> str:
    """Return the digest (hex SHA-256) that seals ``entry`` at place ``number`` after ``previous``."""
    facts = [
        number, previous, entry.pk, entry.verb, entry.subject, entry.actor_id, entry.roles, entry.at.isoformat(),
        entry.request_id, entry.address, entry.data, entry.salt,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(facts, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def personal_digest(value: str, salt: str) -> str:
    """Return how a personal value stands in the trail: it can be confirmed, but not read."""
    return hashlib.sha256(f"{salt}:{value}".encode()).hexdigest()


def sign_head(schema: str, number: int, digest: str) -> str:
    """Return the signature (hex) of a head of the chain of ``schema``."""
    return _key().sign(_text(schema, number, digest)).hex()


def head_is_signed(schema: str, number: int, digest: str, signature: str) -> bool:
    """Tell whether ``signature`` is ours."""
    try:
        _key().public_key().verify(bytes.fromhex(signature), _text(schema, number, digest))
    except (InvalidSignature, ValueError):
        return False
    return True


def _text(schema: str, number: int, digest: str) -> bytes:
    return f"audit-head:{schema}:{number}:{digest}".encode()


@cache
def _key_from(secret: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(f"audit:{secret}".encode()).digest())


def _key() -> Ed25519PrivateKey:
    return _key_from(settings.AUDIT_KEY)
