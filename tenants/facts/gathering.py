"""Gathers the facts of Parties, as the owner, into the shared schema: the console reads them there."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

import structlog
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection, transaction
from django.db.models import Max

from kernel import clock
from tenants.context import as_owner
from tenants.facts.watches import watches
from tenants.models import Party, PartyFacts
from tenants.names import PUBLIC
from tenants.upgrades.standing import migrations_lacking

log = structlog.get_logger("facts")
GATHER_SECONDS = 120.0
"""How old what the console shows of Parties may grow."""
_PATIENCE_SECONDS = 2
_SIZE = """
    SELECT sum(pg_total_relation_size(c.oid))::bigint FROM pg_class c
     WHERE c.relkind = 'r' AND c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = %s)"""


def gather_facts(slugs: Collection[str] = ()) -> None:
    """Note how the Parties named stand now, or all; what cannot be asked keeps its last answer."""
    with as_owner(PUBLIC):
        parties = [party for party in Party.objects.all() if not slugs or party.slug in slugs]
    lacking = migrations_lacking()
    for party in parties:
        inside = dict(_inside(party)) if party.schema_name in lacking else {}
        with as_owner(PUBLIC):
            _keep(party, {"behind": lacking.get(party.schema_name, 0), **inside, "gathered_at": clock.now()})


def _inside(party: Party) -> Iterator[tuple[str, Any]]:
    """Yield what only the Party's own tables tell; nothing while an upgrade holds them."""
    try:
        with as_owner(party.schema_name), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{_PATIENCE_SECONDS}s"])
                cursor.execute(_SIZE, [party.schema_name])
                (size,) = cursor.fetchone()
            troubles = dict(_troubles())
            facts = {"size": size, "last_activity": _last_activity(), "troubles": troubles}
    except DatabaseError:
        log.warning("not gathered", party=party.slug, exc_info=True)
        return
    yield from facts.items()


def _troubles() -> Iterator[tuple[str, int]]:
    for watch in watches:
        try:
            with transaction.atomic():
                yield watch.name, watch.count()
        except Exception:  # a watch that breaks must not hide the others
            log.warning("not counted", watch=watch.name, exc_info=True)


def _last_activity() -> datetime | None:
    """When somebody last did something here: what the trail says of people, or their last sign-in."""
    from tenants.audit.models import AuditEntry

    acted = AuditEntry.objects.filter(actor__isnull=False).aggregate(at=Max("at"))["at"]
    entered = get_user_model()._default_manager.aggregate(at=Max("last_login"))["at"]
    return max(filter(None, (acted, entered)), default=None)


def _keep(party: Party, facts: dict[str, Any]) -> None:
    try:
        PartyFacts.objects.update_or_create(party_id=party.pk, defaults=facts)
    except DatabaseError:  # the Party was removed meanwhile
        log.info("not kept", party=party.slug)
