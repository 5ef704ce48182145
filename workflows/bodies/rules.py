"""What a request is at the moment, and on which day its body is reminded: pure."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from workflows.models.body import MOST_WRONG_CODES

REMINDED_BEFORE: Final = timedelta(days=3)
LONGEST: Final = timedelta(days=365)


class BodyState(StrEnum):
    """What the link of a request says of it."""

    OPEN = "open"
    LOCKED = "locked"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    CASE_CLOSED = "case_closed"
    EXPIRED = "expired"

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is still waited for, though it may take a new code."""
        return self in (BodyState.OPEN, BodyState.LOCKED)


def state_of(
    *, answered: bool, withdrawn: bool, case_closed: bool, last_day: date, today: date, wrong_codes: int
) -> BodyState:
    """Return the state of a request; what was answered stays answered, and the last day is part of the time."""
    if answered:
        return BodyState.ANSWERED
    if withdrawn:
        return BodyState.WITHDRAWN
    if case_closed:
        return BodyState.CASE_CLOSED
    if today > last_day:
        return BodyState.EXPIRED
    return BodyState.LOCKED if wrong_codes >= MOST_WRONG_CODES else BodyState.OPEN


def day_of_reminder(set_on: date, last_day: date) -> date | None:
    """Return from which day on a body is reminded: three days before the last, but never on the day it was stated.

    None where there is no day between.
    """
    day = max(last_day - REMINDED_BEFORE, set_on + timedelta(days=1))
    return day if day <= last_day else None
