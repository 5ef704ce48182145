"""The small words that a profile is made of: codes, and what they may be."""

from enum import StrEnum
from functools import cache
from typing import Annotated
from zoneinfo import available_timezones

from babel import Locale
from django.utils.translation import gettext as _
from pydantic import AfterValidator, Field

from kernel.contrast import READABLE, contrast
from tenants.profiles.days import day_in


class Standing(StrEnum):
    """What a State or territory is to the Convention."""

    PARTY = "party"  # a State for which the Convention is in force
    JURISDICTION = "jurisdiction"  # a territory that issues documents under a Party
    NON_PARTY = "non_party"  # a State outside, whose comparable documentation may be accepted (Article X)


class AuthorityKind(StrEnum):
    """What an authority is designated as (Article IX)."""

    MANAGEMENT = "management"
    SCIENTIFIC = "scientific"
    CUSTOMS = "customs"


class Doubt(StrEnum):
    """Why a value still has to be confirmed."""

    FOUND = "found"  # stands in a public source
    ASSUMED = "assumed"  # what most others do
    INVENTED = "invented"  # made up, so that the service can be tried


@cache
def known_zones() -> frozenset[str]:
    """Return the IANA zones; they are looked for on the disk, so once a process."""
    return frozenset(available_timezones())


def _known_zone(name: str) -> str:
    if name not in known_zones():
        raise ValueError(_("%(name)s is no IANA time zone") % {"name": name})
    return name


def _known_currency(code: str) -> str:
    if code not in _english().currencies:
        raise ValueError(_("%(code)s is no ISO 4217 currency") % {"code": code})
    return code


def _known_language(code: str) -> str:
    if code.split("-")[0] not in _english().languages:
        raise ValueError(_("%(code)s is no language that we know") % {"code": code})
    return code


def _known_or_none(code: str) -> str:
    return _known_language(code) if code else code


def _known_country(code: str) -> str:
    if code not in _english().territories:
        raise ValueError(_("%(code)s is no ISO 3166 country") % {"code": code})
    return code


def _readable_on_white(colour: str) -> str:
    found = contrast(colour, "#ffffff")
    if found < READABLE:
        message = _("white text on %(colour)s has a contrast of %(found).1f; it needs %(needed)s")
        raise ValueError(message % {"colour": colour, "found": found, "needed": READABLE})
    return colour


def _rule_of_a_day(text: str) -> str:
    day_in(text, 2028)
    return text


def _years_enough(years: int) -> int:
    if years < FEWEST_YEARS_KEPT:
        message = _(
            "%(years)s years are too few: the Parties to the Convention keep records for %(fewest)s at the least"
        )
        raise ValueError(message % {"fewest": FEWEST_YEARS_KEPT, "years": years})
    return years


@cache
def _english() -> Locale:
    return Locale.parse("en")


Iso2 = Annotated[str, Field(pattern=r"^[A-Z]{2}$"), AfterValidator(_known_country)]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$"), AfterValidator(_known_currency)]
Zone = Annotated[str, AfterValidator(_known_zone)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$"), AfterValidator(_known_language)]
LanguageOrNone = Annotated[str, Field(pattern=r"^([a-z]{2,3}(-[A-Z]{2})?)?$"), AfterValidator(_known_or_none)]
DocumentLanguage = Annotated[str, Field(pattern="^(en|fr|es)$")]
MOST_OF_A_LABEL = 700
FormWords = Annotated[str, Field(min_length=1, max_length=MOST_OF_A_LABEL, pattern=r"^\S(.*\S)?$")]
"""What stands with one label of a printed form: one line, and nothing around it."""
Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$"), AfterValidator(_readable_on_white)]
DayRule = Annotated[str, AfterValidator(_rule_of_a_day)]
Weekday = Annotated[int, Field(ge=0, le=6)]
Months = Annotated[int, Field(ge=1, le=36)]
Tenths = Annotated[int, Field(ge=-200, le=200)]
"""Of a millimetre: a sheet that lies askew by more than two centimetres is the wrong sheet."""
FEWEST_YEARS_KEPT = 5
"""The Parties agreed to keep the record of a document five years after it expired at the least (Decision 18.125)."""
MOST_YEARS_KEPT = 100
YearsKept = Annotated[
    int,
    Field(le=MOST_YEARS_KEPT, json_schema_extra={"minimum": FEWEST_YEARS_KEPT}),
    AfterValidator(_years_enough),
]
ServiceDays = Annotated[int, Field(ge=1, le=90)]
Locode = Annotated[str, Field(pattern=r"^[A-Z]{2}[A-Z2-9]{3}$")]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
DottedKey = Annotated[str, Field(pattern=r"^[A-Za-z0-9_]+(\.[A-Za-z0-9_-]+)*$")]
