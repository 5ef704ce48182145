"""Which days are public holidays of a Party, and which its offices are open."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache, lru_cache

import holidays as package

from kernel.text import LocalisedText
from tenants.profiles.days import day_in
from tenants.profiles.schema import Holiday, Profile

Days = dict[date, LocalisedText]


def public_holidays(profile: Profile, year: int) -> Days:
    """Return the holidays of ``year`` by day: the package's that are kept, then the country's own."""
    found = {
        day: LocalisedText(en=name)
        for day, name in package_holidays(calendar_of(profile), profile.holidays.subdivision, year)
        if not set(name.split("; ")) <= set(profile.holidays.without)
    }
    for holiday in profile.holidays.own.values():
        for day in _days_of(holiday, profile, year):
            found[day] = holiday.names
    return dict(sorted(found.items()))


def is_working_day(profile: Profile, day: date) -> bool:
    """Tell whether the Party's offices are open on ``day``."""
    return day.weekday() in profile.working_time.weekdays and day not in public_holidays(profile, day.year)


def add_working_days(start: date, count: int, is_working_day: Callable[[date], bool]) -> date:
    """Return the day by which ``count`` working days after ``start`` have passed."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def calendar_of(profile: Profile) -> str:
    """Return the country whose calendar of the package is followed, or nothing."""
    stated = profile.holidays.country
    return profile.iso2 if stated is None else stated


def subdivisions_of(country: str) -> list[str] | None:
    """Return the parts of a country that have calendars of their own; None where the package lacks the country."""
    return _supported().get(country)


@lru_cache(maxsize=512)
def package_holidays(country: str, subdivision: str, year: int) -> tuple[tuple[date, str], ...]:
    """Return the package's holidays with their English names; none where it lacks the country."""
    if not country or subdivisions_of(country) is None:
        return ()
    calendar = package.country_holidays(country, subdiv=subdivision or None, years=year, language=_english_of(country))
    return tuple(sorted(calendar.items()))


@cache
def _supported() -> dict[str, list[str]]:
    return package.list_supported_countries(include_aliases=True)  # type: ignore[no-any-return]


@lru_cache(maxsize=256)
def _english_of(country: str) -> str | None:
    """The language code for English names; None for the calendars that have no other."""
    offered = package.country_holidays(country).supported_languages
    return next((code for code in offered if code == f"en_{country}" or code == "en_US"), None)


def _days_of(holiday: Holiday, profile: Profile, year: int) -> Iterator[date]:
    if not (holiday.first_year or year) <= year <= (holiday.last_year or year):
        return
    for day in (day_in(rule, year) for rule in holiday.on):
        if day is None:
            continue
        yield day
        if holiday.moves and day.weekday() not in profile.working_time.weekdays:
            yield _next_open(day, profile)


def _next_open(day: date, profile: Profile) -> date:
    while day.weekday() not in profile.working_time.weekdays:
        day += timedelta(days=1)
    return day
