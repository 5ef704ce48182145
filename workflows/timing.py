"""What the clock does to cases: moves that are due, and reminders, each case in a transaction of its own.

All is decided with the case locked, so that a sweep that runs twice, or was killed, does nothing twice.
"""

from collections.abc import Callable

import structlog
from django.db import transaction

from kernel.errors import DomainError
from workflows.news import remind_once, tell_overdue_once
from workflows.overdue import (
    cases_newly_overdue,
    cases_that_may_go_on,
    cases_to_remind_of,
    overdue_way,
    standings_newly_overdue,
    standings_to_remind_of,
)
from workflows.queries import CaseNow
from workflows.services import lock_case, tell_of_steps
from workflows.steps import take_step

log = structlog.get_logger("workflows")


def move_overdue_cases() -> int:
    """Let every case go on whose time is over; return how many did."""
    references = list(cases_that_may_go_on().values_list("reference", flat=True))
    return sum(_or_told(_move_on, reference) for reference in references)


def remind_of_waiting_cases() -> int:
    """Write down who is reminded of cases that wait for them; return of how many cases."""
    references = list(cases_to_remind_of().values_list("reference", flat=True))
    return sum(_or_told(_remind, reference) for reference in references)


def tell_of_overdue_cases() -> int:
    """Write down who is told of cases that have just become overdue; return of how many cases."""
    references = list(cases_newly_overdue().values_list("reference", flat=True))
    return sum(_or_told(_tell_overdue, reference) for reference in references)


def _or_told(do: Callable[[str], bool], reference: str) -> bool:
    """One case that cannot go on holds up none of the others."""
    try:
        with transaction.atomic():
            return do(reference)
    except DomainError:
        log.exception("the clock could not move a case", reference=reference)
        return False


def _move_on(reference: str) -> bool:
    now = CaseNow(lock_case(reference))
    way = overdue_way(now)
    if way is None:
        return False
    tell_of_steps(now, take_step(now, way, actor=None, data={}, key=None))
    return True


def _remind(reference: str) -> bool:
    now = CaseNow(lock_case(reference))
    return sum(remind_once(now.case, standing, since) for standing, since in standings_to_remind_of(now)) > 0


def _tell_overdue(reference: str) -> bool:
    now = CaseNow(lock_case(reference))
    return sum(tell_overdue_once(now.case, standing, since) for standing, since in standings_newly_overdue(now)) > 0
