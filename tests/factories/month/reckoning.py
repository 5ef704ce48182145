"""The clocks and the figures of the month, counted from the log by sets of days.

The product goes from turn to turn; here the days on which the office is open are one set, those on which the clock of
an application ran another, and what they have in common was used.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from tests.factories.month.paper import FIRST, LAPSING, OFFICE, REMINDED, STANDARD, Log, Matter, days_between


@dataclass(frozen=True)
class Clock:
    """What the clock of an application says on an evening."""

    used: int
    runs: bool
    expected_on: date | None
    is_over: bool


def nth_after(open_days: set[date], since: date, number: int) -> date:
    """Return the last of so many open days after a day."""
    return sorted(day for day in open_days if day > since)[number - 1]


def days_used(matter: Matter, open_days: set[date], today: date) -> list[date]:
    """Return the open days that were used: after an answer the clock stands still."""
    ran: set[date] = set()
    for stage, came, went in matter.stays():
        if stage in OFFICE:
            ran |= days_between(came, went or today)
        if stage in ("issued", "refused"):
            break
    return sorted(ran & open_days)


def clock(matter: Matter, open_days: set[date], today: date) -> Clock:
    """Return what the clock says on the evening of a day, to an application without an answer."""
    used, runs = days_used(matter, open_days, today), matter.stage in OFFICE
    expected = None
    if len(used) >= STANDARD:
        expected = used[STANDARD - 1]
    elif runs:
        expected = nth_after(open_days, today, STANDARD - len(used))
    return Clock(len(used), runs, expected, is_over=expected is not None and expected < today)


def due_on(matter: Matter, open_days: set[date]) -> date | None:
    """Return the day by which the office should be done with an application where it lies."""
    if matter.stage not in OFFICE:
        return None
    return nth_after(open_days, matter.since, OFFICE[matter.stage][1])


def is_overdue(matter: Matter, open_days: set[date], today: date) -> bool:
    """Whether so many open days have gone by since it came, and today is another one or a day after."""
    due = due_on(matter, open_days)
    return matter.is_open and due is not None and due < today


def has_lapsed(matter: Matter, open_days: set[date], today: date) -> bool:
    """Whether its applicant has let all the time pass."""
    days = LAPSING.get(matter.stage)
    return days is not None and len(days_between(matter.since, today) & open_days - {today}) >= days


def is_to_be_reminded_of(matter: Matter, open_days: set[date], today: date) -> bool:
    """Whether its applicant has let the days until a reminder pass; the last of them has begun."""
    days = REMINDED.get(matter.stage)
    return days is not None and len(days_between(matter.since, today) & open_days) >= days


@dataclass
class Month:
    """The figures of a month."""

    lodged: int = 0
    returned: int = 0
    returns: int = 0
    issued: int = 0
    met: int = 0
    working_days: Counter[int] = field(default_factory=Counter)
    days: Counter[int] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    @property
    def decided(self) -> int:
        return sum(self.working_days.values())

    @property
    def median(self) -> int:
        """The working days of the one in the middle; of two, the quicker."""
        each = sorted(self.working_days.elements())
        return each[(len(each) - 1) // 2]


def figures(log: Log, year: int, month: int, today: date) -> Month:
    """Return the figures of a month, as they are known today."""
    found, open_days = Month(), log.open_days(today)

    def is_in(day: date) -> bool:
        return (day.year, day.month) == (year, month)

    for matter in log.matters.values():
        lodged = matter.deeds[0].day
        returns = sum(deed.verb == "return_for_correction" for deed in matter.deeds)
        if is_in(lodged):
            found.lodged, found.returns = found.lodged + 1, found.returns + returns
            found.returned += returns > 0
        answer = matter.answer()
        if answer and is_in(answer.day):
            used = len(days_used(matter, open_days, answer.day))
            found.working_days[used] += 1
            found.days[len(days_between(FIRST, answer.day) - days_between(FIRST, lodged))] += 1
            found.met += used <= STANDARD
            found.issued += answer.verb == "issue"
            if answer.verb == "refuse":
                found.refused[answer.ground] += 1
    return found
