"""Names of countries in the reader's language, from CLDR."""

from functools import cache
from unicodedata import combining, normalize

from babel import Locale
from babel.core import get_global

from localization.languages import language

# Unions, tests and places that ISO 3166 only reserves.
NOT_COUNTRIES = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"])


def country_name(iso2: str, code: str) -> str:
    """The country's name in the language, or the ISO code itself where CLDR knows no name."""
    return str(language(code).locale.territories.get(iso2.upper(), iso2.upper()))


@cache
def country_choices(code: str) -> tuple[tuple[str, str], ...]:
    """Every country and territory as (ISO 3166 alpha-2, name), in the order of the names."""
    names = language(code).locale.territories
    listed = [(iso2, names[iso2]) for iso2 in country_codes() if iso2 in names]
    return tuple(sorted(listed, key=lambda each: _folded(each[1])))


@cache
def country_codes() -> frozenset[str]:
    """The alpha-2 codes in use, without those of unions and of tests."""
    replaced = get_global("territory_aliases").keys()
    known = Locale.parse("en").territories.keys()
    return frozenset(each for each in known if len(each) == 2 and each.isalpha()) - NOT_COUNTRIES - replaced


def _folded(name: str) -> str:
    """Without accents, so that `Équateur` stands among the Es."""
    return "".join(each for each in normalize("NFKD", name) if not combining(each)).casefold()
