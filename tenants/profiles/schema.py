"""The typed shape of ``profile.toml``."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, EmailStr, Field

from kernel.text import LocalisedText


class AuthorityKind(StrEnum):
    """What an authority is designated as (Article IX)."""

    MANAGEMENT = "management"
    SCIENTIFIC = "scientific"
    CUSTOMS = "customs"


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"{name} is no IANA time zone")
    return name


Iso2 = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
Weekday = Annotated[int, Field(ge=0, le=6)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Authority(_Part):
    """A Management or Scientific Authority, as designated."""

    kind: AuthorityKind
    names: LocalisedText
    address: str
    email: EmailStr
    phone: str = ""


class Port(_Part):
    """A port of exit and entry, by UN/LOCODE."""

    locode: Annotated[str, Field(pattern=r"^[A-Z]{2}[A-Z2-9]{3}$")]
    name: str


class Numbering(_Part):
    """How documents are numbered; ``{year}`` has two digits, ``{serial}`` six (Resolution Conf. 12.3)."""

    template: str = "{year}{iso2}{serial}"


class WorkingTime(_Part):
    """The days on which offices are open; Monday is 0. Holidays by the ``holidays`` package plus our own dates."""

    weekdays: list[Weekday] = Field(default=[0, 1, 2, 3, 4], min_length=1)
    holidays: list[str] = []


class Colours(_Part):
    """The Party's one colour; its contrast is checked where it is used."""

    brand: Colour = "#0b4f71"


class Profile(_Part):
    """All of a Party that is neither workflow nor fees nor letterhead."""

    iso2: Iso2
    region: str = ""
    names: LocalisedText
    authorities: dict[str, Authority] = Field(min_length=2)
    currency: Currency
    time_zone: Annotated[str, AfterValidator(_known_zone)]
    languages: list[Language] = Field(min_length=1)
    document_languages: list[Annotated[str, Field(pattern="^(en|fr|es)$")]] = Field(min_length=1)
    ports: list[Port] = Field(min_length=1)
    numbering: Numbering = Numbering()
    working_time: WorkingTime = WorkingTime()
    colours: Colours = Colours()
    validity_months: dict[str, Annotated[int, Field(ge=1, le=36)]] = {}
    days_to_expect: Annotated[int, Field(ge=1, le=90)] = 10
    unconfirmed: list[str] = []

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone in which the Party's days begin and end."""
        return ZoneInfo(self.time_zone)

    def authority(self, kind: AuthorityKind) -> Authority:
        """Return the first authority of that kind; raise LookupError where there is none."""
        found = next((one for one in self.authorities.values() if one.kind is kind), None)
        if found is None:
            raise LookupError(f"{self.iso2} names no {kind} authority")
        return found

    @property
    def management_authority(self) -> Authority:
        """The Management Authority that issues."""
        return self.authority(AuthorityKind.MANAGEMENT)

    @property
    def scientific_authority(self) -> Authority:
        """The Scientific Authority that advises."""
        return self.authority(AuthorityKind.SCIENTIFIC)
