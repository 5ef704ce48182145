"""How long an application still takes, as its applicant and its officers are told, in words and as a strip of days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cites.casework.queries.words import language
from cites.look.strips import Strip, draw_strip
from localization.formats import format_date
from tenants.releases.queries import release
from workflows.calendars import Calendar, calendar_in_use
from workflows.clock import Reading, Turn, read_clock
from workflows.definition import Workflow
from workflows.diary import Day, DayKind, Stretch, diary, stretches
from workflows.drawing.words import turn_in_words
from workflows.models import CaseStep
from workflows.queries import CaseNow
from workflows.reading import is_answered, turns_of


@dataclass(frozen=True, slots=True)
class ClockShown:
    """The clock in one sentence, what it says in figures, its days drawn and told, and why it is closed today."""

    sentence: str
    reading: Reading
    closed_because: str = ""
    strip: Strip | None = None
    told: tuple[str, ...] = ()
    expected_words: str = ""

    @property
    def figures(self) -> str:
        """Working days used of those allowed."""
        return _("%(used)s of %(allowed)s working days used") % {
            "used": self.reading.used,
            "allowed": self.reading.allowed,
        }


def clock_shown(now: CaseNow, steps: Iterable[CaseStep]) -> ClockShown | None:
    """Return the clock of a case; None before it is lodged, and once it is answered or closed.

    The days allowed are those that were promised under the release that the case pins.
    """
    taken = list(steps)
    if now.case.lodged_at is None or now.case.closed_at or is_answered(taken):
        return None
    calendar = calendar_in_use()
    allowed = release(now.case.release_number).profile.days_for(now.case.workflow)
    turns = turns_of(now.case, now.workflow, taken, calendar)
    reading = read_clock(turns, allowed, calendar.today, calendar.is_working_day)
    days = _days(turns, reading, calendar)
    return ClockShown(
        sentence=_sentence(reading),
        reading=reading,
        closed_because="; ".join(calendar.closed_today),
        strip=_strip(days, reading, calendar.today, turns[0].day) if days else None,
        told=tuple(_told(each, now.workflow) for each in stretches(days, calendar.today)),
        expected_words=_day_words(reading.expected_on) if reading.expected_on else "",
    )


def _days(turns: Sequence[Turn], reading: Reading, calendar: Calendar) -> list[Day]:
    """The days from lodging to the one to expect, or to today where that is over or unknown."""
    until = max(reading.expected_on or calendar.today, calendar.today)
    return diary(turns, reading.allowed, calendar.today, until, calendar.is_working_day, calendar.closed_because)


def _strip(days: Sequence[Day], reading: Reading, today: date, lodged: date) -> Strip:
    expected = (reading.expected_on - lodged).days if reading.expected_on else None
    return draw_strip([str(each.kind) for each in days], (today - lodged).days, expected)


def _told(stretch: Stretch, workflow: Workflow) -> str:
    told = {"span": _span_words(stretch.first, stretch.last), "days": stretch.working_days}
    match stretch.kind:
        case DayKind.PAUSED:
            who = {"who": _whose_turn(workflow, stretch.why)}
            return _("%(span)s: the clock stood still. Whose turn it was: %(who)s") % {**told, **who}
        case DayKind.CLOSED:
            return _("%(span)s: the offices were declared closed. %(reason)s") % {**told, "reason": stretch.why}
        case DayKind.AHEAD:
            sentence = ngettext(
                "%(span)s: %(days)s working day is left",
                "%(span)s: %(days)s working days are left",
                stretch.working_days,
            )
            return sentence % told
    sentence = ngettext(
        "%(span)s: %(days)s working day used", "%(span)s: %(days)s working days used", stretch.working_days
    )
    return sentence % told


def _whose_turn(workflow: Workflow, stage: str) -> str:
    """Who had to act at a stage; a release of before may have known another."""
    station = workflow.stages.get(stage)
    return turn_in_words(station) if station else _("Somebody outside the office")


def _span_words(first: date, last: date) -> str:
    if first == last:
        return _day_words(first)
    return _("%(first)s to %(last)s") % {"first": _day_words(first), "last": _day_words(last)}


def _sentence(reading: Reading) -> str:
    if not reading.runs and not reading.is_over:
        return ngettext(
            "The clock stands still while it waits for somebody outside the office; %(left)s working day is left.",
            "The clock stands still while it waits for somebody outside the office; %(left)s working days are left.",
            reading.left,
        ) % {"left": reading.left}
    if reading.expected_on is None:
        return _("No day can be named at present.")
    day = _day_words(reading.expected_on)
    if reading.is_over:
        return _("An answer was to be expected by %(day)s. It takes longer than that.") % {"day": day}
    return _("Expect an answer by %(day)s.") % {"day": day}


def _day_words(day: date) -> str:
    return format_date(day, language())
