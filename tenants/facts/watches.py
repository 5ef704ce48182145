"""What counts as trouble in a Party: apps register what they watch, and only numbers leave it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.registry import Registry
from tenants.facts.failures import failures_of_last_day

# What the schedule takes up every minute is in trouble when it still waits after so long.
PATIENCE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Watch:
    """One kind of trouble. ``count`` is asked with the Party's tables in use, in the hands of their owner."""

    name: str
    label: str | Promise
    count: Callable[[], int]


watches: Registry[Watch] = Registry("watch")


def _unsealed() -> int:
    from tenants.audit.models import AuditEntry

    return AuditEntry.objects.filter(seal=None, at__lt=clock.now() - PATIENCE).count()


WATCHES = (
    Watch("failures", _("Pages and tasks that failed in the last day"), failures_of_last_day),
    Watch("unsealed", _("Entries of the audit trail that wait for their seal"), _unsealed),
)
"""What this app itself watches."""
