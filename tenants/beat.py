"""Periodic work, sent to each Party that is at work; a module of its own, for it needs Django's apps to be ready."""

from typing import Any

import structlog
from django.db import DatabaseError, close_old_connections
from django.db.models import QuerySet
from tenant_schemas_celery.scheduler import TenantAwarePersistentScheduler

from tenants.models import Party

log = structlog.get_logger("beat")


class PartyScheduler(TenantAwarePersistentScheduler):  # type: ignore[misc]
    """Sends each entry of the schedule once to every Party at work, and outlives a database that is away."""

    @classmethod
    def get_queryset(cls) -> "QuerySet[Party]":
        parties: QuerySet[Party] = Party.objects.filter(status__in=Party.AT_WORK, maintenance_reason="")
        return parties

    def apply_entry(self, entry: Any, producer: Any = None) -> None:
        close_old_connections()
        try:
            super().apply_entry(entry, producer=producer)
        except DatabaseError:
            log.exception("not sent this time", task=entry.task)
