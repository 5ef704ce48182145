"""The clock of a case: how many of the working days that it may take are used, and which day to expect.

Pure: days in, days out. A working day is used when the clock runs as that day begins, so the day on which a case is
lodged is not, the day on which the applicant is asked is, and the day on which they answer is not.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

IsWorkingDay = Callable[[date], bool]
_FURTHEST = 3660  # days; a calendar without working days leads nowhere


@dataclass(frozen=True, slots=True)
class Turn:
    """From the end of ``day`` on the clock runs, or it stands still; ``stage`` is where the case came to."""

    day: date
    runs: bool
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the clock says: working days allowed and used, whether it runs, and the day by which to expect an end.

    ``expected_on`` is empty while the clock stands still, and where it would never come.
    """

    allowed: int
    used: int
    runs: bool
    expected_on: date | None
    is_over: bool

    @property
    def left(self) -> int:
        """Working days that are left."""
        return max(self.allowed - self.used, 0)


def read_clock(turns: Sequence[Turn], allowed: int, today: date, is_working_day: IsWorkingDay) -> Reading:
    """Read the clock on ``today``; ``turns`` are in order, the first is the day on which it began to run.

    Of several turns of one day the last counts. ``is_over`` says that today is after the last day allowed.
    """
    used = [day for day in _days_of_the_clock(turns, today) if is_working_day(day)]
    runs = turns[-1].runs
    if len(used) >= allowed:
        last: date | None = used[allowed - 1]
    else:
        last = _last_day(today, allowed - len(used), is_working_day) if runs else None
    return Reading(allowed, len(used), runs, last, is_over=last is not None and today > last)


def _days_of_the_clock(turns: Sequence[Turn], today: date) -> Iterator[date]:
    """Every day until today at whose beginning the clock runs."""
    for turn, following in zip_longest(turns, turns[1:]):
        end = min(following.day, today) if following else today
        if turn.runs:
            yield from (turn.day + timedelta(days=number) for number in range(1, (end - turn.day).days + 1))


def _last_day(today: date, left: int, is_working_day: IsWorkingDay) -> date | None:
    for number in range(1, _FURTHEST):
        day = today + timedelta(days=number)
        left -= is_working_day(day)
        if not left:
            return day
    return None
