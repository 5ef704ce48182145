"""The day on which a rule such as “first monday of august” falls in a year."""

import calendar
import re
from datetime import date, timedelta

from django.utils.translation import gettext as _

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
PLACES = ("first", "second", "third", "fourth", "last")
_BY_WEEKDAY = re.compile(rf"({'|'.join(PLACES)}) ({'|'.join(WEEKDAYS)}) of ({'|'.join(MONTHS)})")
_BY_EASTER = re.compile(r"easter(?: ([+-]\d{1,2}))?")
_YEARLY = re.compile(r"\d{2}-\d{2}")
_ONCE = re.compile(r"\d{4}-\d{2}-\d{2}")


def day_in(rule: str, year: int) -> date | None:
    """Return the day of ``rule`` in ``year``, or None in a year without one; raise ValueError for no rule."""
    if _ONCE.fullmatch(rule):
        day = date.fromisoformat(rule)
        return day if day.year == year else None
    if _YEARLY.fullmatch(rule):
        return _yearly(rule, year)
    if found := _BY_EASTER.fullmatch(rule):
        return _easter_sunday(year) + timedelta(days=int(found[1] or 0))
    if found := _BY_WEEKDAY.fullmatch(rule):
        return _by_weekday(year, *found.groups())
    message = _("“%(rule)s” is no rule: write 04-28, easter -2, first monday of august, or 2026-05-28")
    raise ValueError(message % {"rule": rule})


def _yearly(rule: str, year: int) -> date | None:
    month, day = map(int, rule.split("-"))
    date(2000, month, day)
    return None if (month, day) == (2, 29) and not calendar.isleap(year) else date(year, month, day)


def _by_weekday(year: int, place: str, weekday: str, month: str) -> date:
    number = MONTHS.index(month) + 1
    days = [
        date(year, number, day)
        for day in range(1, calendar.monthrange(year, number)[1] + 1)
        if date(year, number, day).weekday() == WEEKDAYS.index(weekday)
    ]
    return days[-1] if place == "last" else days[PLACES.index(place)]


def _easter_sunday(year: int) -> date:
    """Easter of the Western churches, by the anonymous Gregorian method."""
    moon, century, rest = year % 19, year // 100, year % 100
    epact = (19 * moon + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    correction = (moon + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * correction + 114, 31)
    return date(year, month, day + 1)
