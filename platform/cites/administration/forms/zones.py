"""The time zones of a country, and which year it is there."""

from babel.core import get_global
from babel.dates import get_timezone_location

from cites.administration.forms.keys import Parts, at, list_at
from kernel.clock import local_date
from localization.languages import language, page_language
from tenants.profiles.kinds import known_zones


def zones_of(parts: Parts) -> list[str]:
    """Return the zones that the draft names, then the others of the country."""
    country = at(parts, "profile.iso2")
    own = sorted(zone for zone, territory in get_global("zone_territories").items() if territory == country)
    stated = [at(parts, "profile.time_zone"), *list_at(parts, "profile.other_time_zones")]
    return list(dict.fromkeys([*(zone for zone in stated if isinstance(zone, str)), *own]))


def zone_choices(zones: list[str]) -> list[tuple[str, str]]:
    """Return zones as choices, each by the name of its city."""
    return [(zone, f"{_city(zone)} ({zone})") for zone in zones]


def this_year(parts: Parts) -> int:
    """Return the year on the country's clock."""
    stated = at(parts, "profile.time_zone")
    known = isinstance(stated, str) and stated in known_zones()
    return local_date(stated if known else "UTC").year


def _city(zone: str) -> str:
    try:
        return str(get_timezone_location(zone, locale=language(page_language()).locale, return_city=True))
    except LookupError:
        return zone.rpartition("/")[2].replace("_", " ")
