"""Declaring the offices closed, and open again: every clock stands still for as long."""

from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from kernel.clock import now as this_moment
from tenants.audit.services import record
from tenants.context import today
from workflows.errors import ClosureTooFar, ClosureTooLong, EndsBeforeItBegan
from workflows.models import Closure
from workflows.signals import closures_changed

MOST_DAYS: Final = 183
"""How long a closure may be said to last, and how far ahead it may begin: a year typed wrongly stops every clock."""


def closures() -> QuerySet[Closure]:
    """Return the closures that hold, the latest first."""
    return Closure.objects.filter(withdrawn_at=None).select_related("declared_by")


@transaction.atomic
def declare_closure(*, first_day: date, last_day: date | None, reason: str, by: Any) -> Closure:
    """Declare the offices closed; ``last_day`` None means until somebody says that they are open again.

    Closures may overlap. Raises EndsBeforeItBegan, ClosureTooLong and ClosureTooFar.
    """
    if first_day > today() + timedelta(days=MOST_DAYS):
        raise ClosureTooFar(MOST_DAYS)
    _refuse(first_day, last_day)
    closure = Closure.objects.create(
        first_day=first_day, last_day=last_day, reason=reason, declared_by=by, declared_at=this_moment()
    )
    told = {"first_day": str(first_day), "last_day": str(last_day) if last_day else "", "reason": reason}
    _changed("declared", closure.pk, by, **told)
    return closure


@transaction.atomic
def end_closure(*, pk: int, last_day: date, by: Any) -> None:
    """Say which was, or will be, the last day of a closure; raises EndsBeforeItBegan, ClosureTooLong, DoesNotExist."""
    closure = Closure.objects.select_for_update().get(pk=pk, withdrawn_at=None)
    _refuse(closure.first_day, last_day)
    closure.last_day = last_day
    closure.save(update_fields=["last_day"])
    _changed("ended", pk, by, last_day=str(last_day))


@transaction.atomic
def withdraw_closure(*, pk: int, by: Any) -> None:
    """Take a closure back as if it had never been declared; a second time changes nothing."""
    if Closure.objects.filter(pk=pk, withdrawn_at=None).update(withdrawn_at=this_moment()):
        _changed("withdrawn", pk, by)


def _refuse(first_day: date, last_day: date | None) -> None:
    if last_day is not None and last_day < first_day:
        raise EndsBeforeItBegan
    if last_day is not None and (last_day - first_day).days >= MOST_DAYS:
        raise ClosureTooLong(MOST_DAYS)


def _changed(verb: str, pk: int, by: Any, **told: str) -> None:
    record(f"closure.{verb}", subject=f"closure:{pk}", actor=by, data=told)
    transaction.on_commit(lambda: closures_changed.send(sender=Closure), robust=True)
