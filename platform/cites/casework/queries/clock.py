"""How long an application still takes, as its applicant and its officers are told."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cites.casework.queries.words import language
from localization.formats import format_date
from tenants.releases.queries import release
from workflows.calendars import calendar_in_use
from workflows.clock import Reading
from workflows.models import CaseStep
from workflows.queries import CaseNow
from workflows.reading import clock_of, is_answered


@dataclass(frozen=True, slots=True)
class ClockShown:
    """The clock in one sentence, what it says in figures, and why the offices are closed today, if they are."""

    sentence: str
    reading: Reading
    closed_because: str = ""

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
    reading = clock_of(now.case, now.workflow, taken, allowed, calendar)
    return ClockShown(_sentence(reading), reading, "; ".join(calendar.closed_today))


def _sentence(reading: Reading) -> str:
    if not reading.runs and not reading.is_over:
        return ngettext(
            "The clock stands still while it waits for somebody outside the office; %(left)s working day is left.",
            "The clock stands still while it waits for somebody outside the office; %(left)s working days are left.",
            reading.left,
        ) % {"left": reading.left}
    if reading.expected_on is None:
        return _("No day can be named at present.")
    day = format_date(reading.expected_on, language())
    if reading.is_over:
        return _("An answer was to be expected by %(day)s. It takes longer than that.") % {"day": day}
    return _("Expect an answer by %(day)s.") % {"day": day}
