"""How long the papers of a case are kept: so many whole years after its last day, and that day itself besides."""

from datetime import date, timedelta

from kernel.errors import DomainError
from kernel.text import gettext_noop

_DAY = timedelta(days=1)


def kept_until(last_day: date, years: int) -> date:
    """Return the last day on which papers are kept whose matter ended on ``last_day``, both in local time.

    It is the same day of a later year; the 29th of February has the 1st of March where there is none, for no paper
    goes a day early.
    """
    try:
        return last_day.replace(year=last_day.year + years)
    except ValueError:
        return date(last_day.year + years, 3, 1)


def may_go(last_day: date, years: int, today: date) -> bool:
    """Tell whether papers may be removed today: the day after the last on which they are kept, and no sooner."""
    return today > kept_until(last_day, years)


def latest_that_may_go(years: int, today: date) -> date:
    """Return the latest of the last days whose papers may be removed today."""
    before = today - _DAY
    try:
        return before.replace(year=before.year - years)
    except ValueError:
        return date(before.year - years, 2, 28)


class PapersRemoved(DomainError):
    """A paper was asked for, or was to be kept, that was removed once its time was over; ``day`` is in words."""

    code = "papers_removed"
    status = 410

    def __init__(self, day: str, law: str) -> None:
        message = gettext_noop("The papers of this case were removed on %(day)s, for their time was over.")
        if law:
            message = gettext_noop(
                "The papers of this case were removed on %(day)s, for their time was over under this law: %(law)s"
            )
        super().__init__(message=message, data={"day": day, "law": law})


class NothingMayGo(DomainError):
    """Papers were to be removed of a year of which none may go."""

    code = "nothing_may_go"
    status = 409


class RemovalNotOpen(DomainError):
    """A proposal to remove papers was confirmed, withdrawn or has expired."""

    code = "removal_not_open"
    status = 409


class HoldNotInForce(DomainError):
    """A hold was to be lifted that was lifted before."""

    code = "hold_not_in_force"
    status = 409
