"""Reminding bodies before the last day: once for each last day that was stated."""

from django.db import transaction

from tenants.audit.services import record
from tenants.context import today
from workflows.bodies.mails import write_mail
from workflows.bodies.queries import state_now
from workflows.bodies.rules import REMINDED_BEFORE, day_of_reminder
from workflows.models import BodyMailKind, BodyRequest


def remind_bodies() -> int:
    """Write the reminders that are due today; return how many."""
    soon = BodyRequest.objects.filter(
        withdrawn_at=None, answer=None, case__closed_at=None, last_day__range=(today(), today() + REMINDED_BEFORE)
    )
    return sum(_remind(pk) for pk in list(soon.values_list("pk", flat=True)))


@transaction.atomic
def _remind(pk: int) -> bool:
    request = BodyRequest.objects.select_for_update(of=("self",)).select_related("case", "answer").get(pk=pk)
    day = day_of_reminder(request.last_day_set_on, request.last_day)
    if day is None or today() < day or not state_now(request).is_waiting:
        return False
    if not write_mail(request, BodyMailKind.REMINDER, f"reminder:{request.last_day.isoformat()}"):
        return False
    record("body.reminded", subject=request.case.subject, data={"request": request.pk})
    return True
