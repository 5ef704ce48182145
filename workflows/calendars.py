"""The Party's working days as they are known now: its calendar in force without the closures that were declared."""

from dataclasses import dataclass
from datetime import date, datetime
from zlib import crc32

from kernel.clock import local_date
from tenants.context import current_profile
from tenants.profiles.schema import Profile
from tenants.profiles.working_days import add_working_days, is_working_day
from tenants.releases.queries import release_in_force
from workflows.closures import closures


@dataclass(frozen=True, slots=True)
class Closed:
    """Days on which the offices are closed, both included, and why."""

    first_day: date
    last_day: date
    reason: str

    def covers(self, day: date) -> bool:
        """Tell whether that day is one of them."""
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked. A closure whose end nobody knows lasts until today and no longer, until tomorrow comes.

    ``name`` differs whenever days that were worked no longer are, or the other way round.
    """

    name: str
    profile: Profile
    today: date
    closed: tuple[Closed, ...]

    def is_working_day(self, day: date) -> bool:
        """Tell whether the offices are open on that day."""
        return is_working_day(self.profile, day) and not any(each.covers(day) for each in self.closed)

    def closed_because(self, day: date) -> str:
        """Return why the offices are closed on that day, where that was declared; nothing where it was not."""
        return "; ".join(each.reason for each in self.closed if each.covers(day))

    @property
    def closed_today(self) -> list[str]:
        """Return why the offices are closed today, where that was declared."""
        return [each.reason for each in self.closed if each.covers(self.today)]

    def day_of(self, moment: datetime) -> date:
        """Return the date of a moment where the Party is."""
        return moment.astimezone(self.profile.zone).date()

    def day_after(self, since: datetime, working_days: int) -> date:
        """Return the last of so many working days after the day of ``since``."""
        return add_working_days(self.day_of(since), working_days, self.is_working_day)


def calendar_in_use() -> Calendar:
    """Return the calendar of today."""
    profile = current_profile()
    today = local_date(profile.time_zone)
    closed = [Closed(each.first_day, each.last_day or today, each.reason) for each in closures()]
    days = "".join(sorted(f"{each.first_day}{each.last_day}" for each in closed))
    return Calendar(f"release {release_in_force().number} {crc32(days.encode()):x}", profile, today, tuple(closed))
