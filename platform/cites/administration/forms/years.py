"""The holidays of this year and the next, as a draft has them."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import ValidationError

from cites.administration.forms.keys import Parts, at
from cites.administration.forms.zones import this_year
from localization.languages import language, page_language
from tenants.profiles.schema import Profile
from tenants.profiles.working_days import package_holidays, public_holidays, subdivisions_of


def days_of_package(parts: Parts, country: str) -> dict[str, list[date]]:
    """Return the package's holidays of this year and the next by their English names, in the order of the year."""
    part = at(parts, "profile.holidays.subdivision")
    found: dict[str, list[date]] = defaultdict(list)
    for year in years(parts):
        for day, names in package_holidays(country, _known_part(country, part), year):
            for name in names.split("; "):
                found[name].append(day)
    return found


def years(parts: Parts) -> list[int]:
    """Return this year and the next, on the country's clock."""
    return [this_year(parts), this_year(parts) + 1]


def calendars_shown(parts: Parts) -> dict[str, Any]:
    """Return each year with its holidays: day, weekday, name, and whether offices would be open otherwise."""
    try:
        profile = Profile.model_validate(at(parts, "profile"))
    except ValidationError:
        return {"years": []}
    return {"years": [{"year": year, "days": list(_days_shown(profile, year))} for year in years(parts)]}


def _days_shown(profile: Profile, year: int) -> Iterator[dict[str, Any]]:
    weekdays = language(page_language()).locale.days["format"]["wide"]
    for day, names in public_holidays(profile, year).items():
        yield {
            "day": day,
            "weekday": weekdays[day.weekday()],
            "name": names.in_language(page_language()),
            "closed": day.weekday() in profile.working_time.weekdays,
        }


def _known_part(country: str, part: Any) -> str:
    return part if isinstance(part, str) and part in (subdivisions_of(country) or ()) else ""
