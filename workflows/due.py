"""By which day a case should be done with where it stands: reckoned from when it came there, whenever it comes."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Final

from django.db import transaction

from tenants.context import today
from workflows.calendars import Calendar, calendar_in_use
from workflows.models import Case
from workflows.places import Standing
from workflows.queries import CaseNow

MOST_AT_A_TIME: Final = 500


def due_on(stays: Iterable[tuple[Standing, datetime]], calendar: Calendar) -> date | None:
    """Return the day by which the first of these stays should be over; None where none has a time."""
    return min(
        (
            calendar.day_after(since, standing.station.working_days)
            for standing, since in stays
            if standing.station.working_days
        ),
        default=None,
    )


def reckon_due(case: Case, stays: Iterable[tuple[Standing, datetime]], calendar: Calendar) -> None:
    """Note on the case, which is not saved, by which day it should be done with where it stands."""
    case.due_on, case.due_reckoned_with = due_on(stays, calendar), calendar.name


def is_overdue(case: Case) -> bool:
    """Tell whether the last day is over by which an open case should be done with where it stands."""
    return case.closed_at is None and case.due_on is not None and case.due_on < today()


def reckon_anew() -> int:
    """Reckon the due dates of open cases that were reckoned with another calendar; return how many.

    A case that somebody is working on is left to the next time.
    """
    calendar, done = calendar_in_use(), 0
    while count := _reckon_some(calendar):
        done += count
    return done


@transaction.atomic
def _reckon_some(calendar: Calendar) -> int:
    behind = Case.objects.filter(closed_at=None).exclude(due_reckoned_with=calendar.name)
    cases = list(behind.select_for_update(skip_locked=True).order_by("pk")[:MOST_AT_A_TIME])
    for case in cases:
        reckon_due(case, stays_of(CaseNow(case)), calendar)
    Case.objects.bulk_update(cases, ["due_on", "due_reckoned_with"])
    return len(cases)


def stays_of(now: CaseNow) -> Iterator[tuple[Standing, datetime]]:
    """Yield every stage at which a case stands, and since when."""
    for standing in now.standings:
        yield standing, now.since(standing.branch)
