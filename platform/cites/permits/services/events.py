"""Writing down what happened to a permit, and telling those who listen."""

from datetime import date
from functools import partial

from django.db import transaction
from django.dispatch import Signal

from cites.accounts.models import User
from cites.permits.models import EventKind, Permit, PermitEvent
from cites.permits.services.quotas import follow_event
from cites.permits.services.register import enter_in_register
from tenants.audit.services import record


def write_event(
    permit: Permit,
    kind: EventKind,
    actor: User | None,
    news: Signal,
    *,
    reason: str = "",
    data: dict[str, str] | None = None,
    happened_on: date | None = None,
) -> PermitEvent:
    """Keep an event of a permit, its audit entry, its place in the register, and what it takes of quotas or gives back.

    ``news`` is sent once the transaction is committed.
    """
    event = PermitEvent.objects.create(permit=permit, kind=kind, actor=actor, reason=reason, happened_on=happened_on)
    follow_event(permit, kind)
    enter_in_register(permit)
    facts = {"application": permit.application.reference, **(data or {})}
    record(f"permit.{kind}", subject=permit.subject, actor=actor, data=facts)
    transaction.on_commit(partial(news.send, sender=Permit, permit=permit), robust=True)
    return event
