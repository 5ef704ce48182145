"""How much of a quota will be used by the end of the year, by a method that a sentence can say; pure."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

FEWEST_DAYS: Final = 60
MONTHS: Final = 12
NOTHING: Final = Decimal(0)
ByMonth = Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is expected to be used at the end of each month that is not over, and by what it was reckoned."""

    used: dict[int, Decimal]
    by_pace: bool
    by_last_year: bool

    @property
    def at_year_end(self) -> Decimal:
        """All of the year."""
        return self.used[MONTHS]


def forecast(day: date, this_year: ByMonth, last_year: ByMonth, approved: Decimal) -> Forecast | None:
    """Return what is expected; None where there is too little to go on.

    The days that remain go on as the days of this year so far, if at least ``FEWEST_DAYS`` of them are over and
    something was used, and as the same days of last year, if something was used then; where there are both, half-way
    between. What is ``approved`` is used at the least.
    """
    so_far = sum(this_year.values(), NOTHING)
    gone = day.timetuple().tm_yday
    pace = so_far / gone if so_far > 0 and gone >= FEWEST_DAYS else None
    before = last_year if sum(last_year.values(), NOTHING) > 0 else None
    if pace is None and before is None:
        return None
    used, at_least = so_far, so_far + approved
    months: dict[int, Decimal] = {}
    for month, days, share in _days_ahead(day):
        by_pace = None if pace is None else pace * days
        by_last_year = None if before is None else before.get(month, NOTHING) * share
        used += _mean(by_pace, by_last_year)
        months[month] = max(used, at_least).quantize(Decimal(1))
    return Forecast(months, pace is not None, before is not None)


def _days_ahead(day: date) -> Iterator[tuple[int, int, Decimal]]:
    """Each month that is not over, how many of its days remain, and which share of it they are."""
    for month in range(day.month, MONTHS + 1):
        length = monthrange(day.year, month)[1]
        days = length - day.day if month == day.month else length
        yield month, days, Decimal(days) / length


def _mean(*values: Decimal | None) -> Decimal:
    known = [value for value in values if value is not None]
    return sum(known, NOTHING) / len(known)
