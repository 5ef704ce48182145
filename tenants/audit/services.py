"""Writing the trail, and sealing what was written."""

import secrets
from typing import Any

import structlog
from django.db import connection, transaction

from kernel import clock
from tenants.audit.chain import BEFORE_THE_FIRST, digest_of, personal_digest, sign_head
from tenants.audit.heads import copy_head_outside
from tenants.audit.models import AuditEntry, AuditHead, AuditSeal
from tenants.client import present_address
from tenants.context import active_schema

log = structlog.get_logger("audit")
_LOCK = 0x5345414C  # one sealer at a time, in each schema


def record(
    verb: str,
    *,
    subject: str,
    actor: Any = None,
    data: dict[str, Any] | None = None,
    personal: dict[str, str] | None = None,
) -> AuditEntry:
    """Write an act into the trail of the active schema, within the transaction that it is part of.

    ``subject`` is ``kind:number``. ``data`` is JSON and names nobody; ``personal`` values are kept only as
    salted digests, and so is the network address that is being served. The sealer follows just after commit.
    """
    salt = secrets.token_hex(16)
    hidden = {name: personal_digest(value, salt) for name, value in (personal or {}).items()}
    request, address = structlog.contextvars.get_contextvars(), present_address()
    known = actor if actor is not None and getattr(actor, "pk", None) else None
    entry = AuditEntry.objects.create(
        verb=verb,
        subject=subject,
        actor=known,
        roles=" ".join(sorted(getattr(known, "roles", ()))),
        at=clock.now(),
        request_id=str(request.get("request_id", "")),
        address=personal_digest(address, salt) if address else "",
        data=(data or {}) | ({"personal": hidden} if hidden else {}),
        salt=salt,
    )
    _ask_for_sealing()
    return entry


@transaction.atomic
def seal_entries(limit: int = 1000) -> int:
    """Chain the unsealed entries of the active schema, oldest first, and return how many those were."""
    _wait_for_other_sealers()
    last = AuditSeal.objects.order_by("-number").first()
    number, previous = (last.number, last.digest) if last else (0, BEFORE_THE_FIRST)
    seals = []
    for entry in AuditEntry.objects.filter(seal=None).order_by("id")[:limit]:
        number += 1
        previous_digest, previous = previous, digest_of(entry, number, previous)
        seals.append(
            AuditSeal(number=number, entry=entry, previous=previous_digest, digest=previous, sealed_at=clock.now())
        )
    AuditSeal.objects.bulk_create(seals)
    if seals:
        _sign(number, previous)
    return len(seals)


def _sign(number: int, digest: str) -> None:
    schema = active_schema()
    head = AuditHead.objects.create(
        number=number, digest=digest, signature=sign_head(schema, number, digest), signed_at=clock.now()
    )
    transaction.on_commit(lambda: copy_head_outside(schema, head))


def _wait_for_other_sealers() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK, active_schema()])


def _ask_for_sealing() -> None:
    # One message a transaction is enough, however many entries it writes.
    if not any(hook is _seal_soon for _, hook, *_ in connection.run_on_commit):
        transaction.on_commit(_seal_soon, robust=True)


def _seal_soon() -> None:
    from tenants.audit.tasks import seal_audit

    seal_audit.delay()
