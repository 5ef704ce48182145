"""What a clerk with paper and pencil knows of the office: its process, its days, and all that happened in it.

Nothing here comes from the product, so that what is counted from it is counted independently.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Barbados")
STANDARD = 10  # working days that the office promises
OFFICE = {  # stages of the office: who acts there, and how many working days it should last
    "submitted": ({"ma_officer"}, 3),
    "examining": ({"ma_officer"}, 5),
    "finding": ({"scientific_authority"}, 10),
    "decision": ({"ma_officer", "ma_signatory"}, 5),
    "signing": ({"ma_signatory"}, 2),
}
AT_THE_COUNTER = {"payment": {"cashier"}, "issued": {"customs"}}  # officials who act while others are waited for
REMINDED, LAPSING = {"question": 3}, {"question": 6, "returned": 6}  # after so many working days
CLOSED = {"used", "refused", "withdrawn", "lapsed"}
LEADS = {
    "submit": "submitted", "start_examination": "examining", "ask": "question", "answer": "examining",
    "return_for_correction": "returned", "complete_examination": "finding", "record_finding": "decision",
    "approve": "payment", "refuse": "refused", "settle": "signing", "issue": "issued", "endorse": "used",
    "amend": "amending", "withdraw": "withdrawn", "lapse": "lapsed",
}  # fmt: skip
ANSWERS = {"issue", "refuse"}
DUTIES = {
    "start_examination": "examine", "return_for_correction": "examine", "complete_examination": "examine",
    "record_finding": "find", "approve": "decide", "refuse": "decide",
}  # fmt: skip
ONLY_DUTY = {"submitted": "examine", "finding": "find", "decision": "decide"}  # all that can be done there is that duty
TO_APPLICANT = {"submit", "ask", "return_for_correction", "approve", "refuse", "settle"}

HOLIDAYS = {date(2025, 8, 1), date(2025, 8, 4)}  # Emancipation Day and Kadooment Day; the next is in November
FIRST, LAST = date(2025, 7, 28), date(2025, 11, 28)


@dataclass(frozen=True)
class Clerk:
    """An official by their number and roles; ``teams`` are the numbers of the other people in the same teams."""

    pk: int
    roles: frozenset[str]
    mates: set[int] = field(default_factory=set)


@dataclass
class Shut:
    """A time for which the office was declared closed; nobody knows its end as long as ``last`` is empty."""

    first: date
    last: date | None
    holds: bool = True


@dataclass
class Away:
    """An absence, and whether its deputy was told."""

    person: int
    first: date
    last: date
    deputy: int | None
    told: bool = False

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Deed:
    """Something that was done to an application on a day of the office."""

    verb: str
    day: date
    by: int | None
    ground: str = ""


@dataclass
class Matter:
    """One application: whose it is and what was done to it, in order, and who has it on their desk."""

    reference: str
    applicant: int
    deeds: list[Deed] = field(default_factory=list)
    duties: dict[int, str] = field(default_factory=dict)
    holder: int | None = None
    had_it: dict[str, int | None] = field(default_factory=dict)  # by stage; nobody once it was put back
    told_of: set[tuple[str, int]] = field(default_factory=set)

    @property
    def stage(self) -> str:
        return LEADS[self.deeds[-1].verb]

    @property
    def since(self) -> date:
        return self.deeds[-1].day

    @property
    def is_open(self) -> bool:
        return self.stage not in CLOSED

    def applicants(self) -> set[int]:
        """Who hears what the applicant hears: they, and whoever sent it in for them."""
        return {self.applicant, *(deed.by for deed in self.deeds if deed.verb == "submit" and deed.by is not None)}

    def answer(self) -> Deed | None:
        return next((deed for deed in self.deeds if deed.verb in ANSWERS), None)

    def stays(self) -> Iterator[tuple[str, date, date | None]]:
        """Every stage at which it was, from which day to which; the last has no end."""
        ends = [deed.day for deed in self.deeds[1:]]
        for deed, end in zip(self.deeds, [*ends, None], strict=True):
            yield LEADS[deed.verb], deed.day, end


def days_between(first: date, last: date) -> set[date]:
    """Return the days after the first, up to and with the last."""
    return {first + timedelta(days=number) for number in range(1, (last - first).days + 1)}


@dataclass
class Log:
    """All that happened, and nothing else."""

    clerks: dict[int, Clerk] = field(default_factory=dict)
    matters: dict[str, Matter] = field(default_factory=dict)
    shut: list[Shut] = field(default_factory=list)
    away: list[Away] = field(default_factory=list)
    news: list[tuple[str, int, str, date]] = field(default_factory=list)
    deputies: list[tuple[int, int | None, date]] = field(default_factory=list)

    def open_days(self, today: date) -> set[date]:
        """Return the days on which the office is open, as it is known today."""
        week = {day for day in days_between(FIRST, LAST) if day.isoweekday() <= 5}
        closed = [days_between(each.first - timedelta(days=1), each.last or today) for each in self.shut if each.holds]
        return week - HOLIDAYS - set().union(*closed)

    def is_away(self, person: int, day: date) -> bool:
        return any(each.person == person and each.covers(day) for each in self.away)

    def stands_in(self, each: Away, day: date) -> bool:
        """Whether somebody stands in that day: a deputy who is there; they always share a role."""
        return each.deputy is not None and each.covers(day) and not self.is_away(each.deputy, day)

    def deputies_of(self, person: int, day: date) -> set[int]:
        absences = [each for each in self.away if each.person == person and self.stands_in(each, day)]
        return {each.deputy for each in absences if each.deputy is not None}

    def stood_in_for(self, deputy: int, day: date) -> set[int]:
        return {each.person for each in self.away if each.deputy == deputy and self.stands_in(each, day)}


def local(moment: datetime) -> date:
    """Return the day that a moment has in Bridgetown."""
    return moment.astimezone(ZONE).date()
