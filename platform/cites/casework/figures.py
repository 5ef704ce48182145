"""What is counted of applications in a month, and the shares and times made of it; pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from decimal import Decimal

_TENTHS = 1000


@dataclass(frozen=True, slots=True)
class Figures:
    """The counts of one kind of document in one month; the sum of several counts them together.

    What is lodged, returned and issued belongs to the month in which it was lodged or issued; times, the standard and
    refusals to the month in which the applicant had an answer. Days are counted as {days: cases}.
    """

    lodged: int = 0
    online: int = 0
    returned: int = 0
    returns: int = 0
    met: int = 0
    working_days: Counter[int] = field(default_factory=Counter)
    days: Counter[int] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    issued: int = 0
    complete: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    @property
    def decided(self) -> int:
        """How many applicants had an answer."""
        return self.working_days.total()


def added(figures: Iterable[Figures]) -> Figures:
    """Return all of them counted together."""
    return sum(figures, Figures())


def share(part: int, whole: int) -> Decimal | None:
    """Return a part in percent, cut off after a tenth so that only the whole is 100; None of nothing."""
    return Decimal(part * _TENTHS // whole) / 10 if whole else None


def within(days: Counter[int], percent: int) -> int | None:
    """Return the fewest days within which so many percent of the cases were done, at the least; None of no case."""
    needed, done = -(-days.total() * percent // 100), 0
    for number in sorted(days):
        done += days[number]
        if days[number] and done >= needed:
            return number
    return None
