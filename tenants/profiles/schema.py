"""The typed shape of ``profile.toml``: one statement a line, each saying what it means."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, EmailStr, Field, model_validator

from kernel.text import LocalisedText
from tenants.profiles.kinds import (
    AuthorityKind,
    Colour,
    Currency,
    DayRule,
    DocumentLanguage,
    DottedKey,
    Doubt,
    FormWords,
    Iso2,
    Key,
    Language,
    LanguageOrNone,
    Locode,
    Months,
    ServiceDays,
    Standing,
    Tenths,
    Weekday,
    YearsKept,
    Zone,
)

__all__ = [
    "Authority",
    "AuthorityKind",
    "Beside",
    "Border",
    "Colours",
    "Holiday",
    "Holidays",
    "Port",
    "Printing",
    "Profile",
    "Retention",
    "Standing",
]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Authority(_Table):
    """An authority as it is designated, and how to reach it."""

    kind: AuthorityKind = Field(description="What it is designated as (Article IX).")
    names: LocalisedText = Field(min_length=1, description="Its name, by language.")
    address: str = Field(description="The lines of its letterhead below the name; the last is the country.")
    email: EmailStr = Field(description="Where applicants write.")
    phone: str = Field(default="", description="With the country's code, e.g. +1 246 555 0100.")


class Port(_Table):
    """A port of exit and entry (Article VIII.3)."""

    locode: Locode = Field(description="Its UN/LOCODE, without a space.")
    name: str = Field(min_length=1, description="Its name, as the country writes it.")
    time_zone: Zone | None = Field(default=None, description="Its IANA zone, where that is not the Party's.")


class Numbering(_Table):
    """How documents are numbered (Resolution Conf. 12.3)."""

    template: str = Field(
        default="{year}{iso2}{serial}",
        description="Of {year} (two digits), {iso2}, {serial} (six digits) and {type}.",
    )
    iso2: Iso2 | None = Field(
        default=None,
        description="The code for {iso2}: its own by default; a jurisdiction may use that of its Party.",
    )


class WorkingTime(_Table):
    """When offices are open."""

    weekdays: list[Weekday] = Field(default=[0, 1, 2, 3, 4], min_length=1, description="Working days; Monday is 0.")


class Holiday(_Table):
    """A holiday of the country's own."""

    names: LocalisedText = Field(min_length=1, description="Its name, by language.")
    on: list[DayRule] = Field(
        min_length=1,
        description="Each “04-28”, “easter -2”, “first monday of august” (or last), or a single day “2026-05-28”.",
    )
    first_year: int | None = Field(default=None, ge=1900, le=2200, description="Not kept before.")
    last_year: int | None = Field(default=None, ge=1900, le=2200, description="Not kept after.")
    moves: bool = Field(default=False, description="On a weekend, the next working day is kept too.")


class Holidays(_Table):
    """Public holidays: those of the ``holidays`` package, without some, with the country's own."""

    country: str | None = Field(
        default=None,
        pattern="^([A-Z]{2})?$",
        description="Whose calendar of the package; its own by default, “” for none.",
    )
    subdivision: str = Field(default="", description="Of that calendar: the seat of the Management Authority.")
    without: list[str] = Field(default=[], description="English names of the package's holidays that are not kept.")
    own: dict[Key, Holiday] = Field(default={}, description="Holidays that the package lacks.")


class Colours(_Table):
    """The Party's colours."""

    brand: Colour = Field(default="#0b4f71", description="White text on it has a contrast of 4.5 or more.")


class Printing(_Table):
    """On what documents are printed where they are not only files, and what is stuck on them."""

    security_stamps: bool = Field(default=False, description="Each document bears a security stamp (box 5b).")
    security_paper: bool = Field(
        default=False, description="Documents are also printed on paper that bears the form already."
    )
    authority_on_paper: bool = Field(
        default=True, description="That paper names the Management Authority and shows its seal (box 6)."
    )
    qr_on_paper: bool = Field(default=True, description="The QR code is printed on that paper as well.")
    right: Tenths = Field(default=0, description="By how many tenths of a millimetre all is moved to the right there.")
    down: Tenths = Field(default=0, description="By how many tenths of a millimetre all is moved down there.")


class Beside(_Table):
    """A language whose words stand on printed documents with those of the documents' own."""

    language: LanguageOrNone = Field(
        default="", description="en, fr, es, or a national language that has `words`; none by default."
    )
    words: dict[Language, dict[Key, FormWords]] = Field(
        default={}, description="By national language and label of the form, what stands with that label."
    )


class Retention(_Table):
    """How long papers are kept, and which law says so."""

    permit_years: YearsKept = Field(
        default=10, description="Years for which the papers of a case are kept after the last day of its documents."
    )
    case_years: YearsKept = Field(
        default=10, description="Years for which they are kept after the end of a case that led to no document."
    )
    law: str = Field(default="", max_length=300, description="The law that says so, and where in it that stands.")


class Border(_Table):
    """What holds for specimens that arrive with the documents of other States."""

    export_endorsement_binds: bool = Field(
        default=False,
        description="A document without an endorsement at export (box 14) is never accepted; by default an official "
        "may accept it for a reason.",
    )


class Profile(_Table):
    """All of a Party that is neither workflow nor fees nor crest."""

    iso2: Iso2 = Field(description="ISO 3166-1 code of the State or territory.")
    kind: Standing = Field(default=Standing.PARTY, description="What it is to the Convention.")
    under: Iso2 | None = Field(default=None, description="Of a jurisdiction: the Party under which it issues.")
    base: str = Field(default="base", description="The lowest layer: a shipped one's name, or a path from here.")
    region: str = Field(default="", description="The layer between: a shipped region's name, or a path from here.")
    names: LocalisedText = Field(min_length=1, description="Its short name in en, fr, es and its national languages.")
    authorities: dict[Key, Authority] = Field(min_length=2, description="By a name of one's own.")
    currency: Currency = Field(description="ISO 4217 code of the currency of its fees.")
    time_zone: Zone = Field(description="IANA zone in which its days and years begin and end.")
    other_time_zones: list[Zone] = Field(default=[], description="Zones of its other ports and offices.")
    national_languages: list[Language] = Field(default=["en"], min_length=1, description="Those of the country.")
    languages: list[Language] = Field(min_length=1, description="Those of its site, the preferred first.")
    document_languages: list[DocumentLanguage] = Field(min_length=1, description="Of printed documents: en, fr or es.")
    ports: list[Port] = Field(min_length=1, description="Where specimens may leave and enter.")
    border: Border = Field(default=Border(), description="Documents of other States on arrival.")
    numbering: Numbering = Field(default=Numbering(), description="How documents are numbered.")
    printing: Printing = Field(default=Printing(), description="Security paper and security stamps.")
    beside: Beside = Field(default=Beside(), description="A second language on printed documents.")
    retention: Retention = Field(default=Retention(), description="How long the papers of cases are kept.")
    working_time: WorkingTime = Field(default=WorkingTime(), description="When offices are open.")
    holidays: Holidays = Field(default=Holidays(), description="When they are closed.")
    colours: Colours = Field(default=Colours(), description="The colours of its pages and documents.")
    validity_months: dict[str, Months] = Field(default={}, description="By document type, where shorter.")
    days_to_expect: ServiceDays = Field(default=10, description="Working days that applicants are told.")
    days_to_expect_of: dict[str, ServiceDays] = Field(
        default={}, description="By document type, where others than `days_to_expect`: the service standard."
    )
    comparable_statement: LocalisedText = Field(
        default=LocalisedText(),
        description="Of a State outside the Convention: what its documents say of themselves (Article X).",
    )
    unconfirmed: dict[DottedKey, Doubt | Literal[False]] = Field(
        default={},
        description="Keys whose value nobody of the country has confirmed: found, assumed or invented; false lifts it.",
    )

    @model_validator(mode="before")
    @classmethod
    def _as_older_releases_wrote_it(cls, stated: Any) -> Any:
        """``unconfirmed`` was a list without reasons, or kept what is lifted; ``working_time`` held single holidays."""
        if not isinstance(stated, dict):
            return stated
        told = dict(stated)
        if isinstance(told.get("unconfirmed"), list):
            told["unconfirmed"] = dict.fromkeys(told["unconfirmed"], Doubt.ASSUMED)
        if isinstance(told.get("unconfirmed"), dict):
            told["unconfirmed"] = {key: doubt for key, doubt in told["unconfirmed"].items() if doubt is not False}
        if isinstance(told.get("working_time"), dict) and "holidays" in told["working_time"]:
            told["working_time"] = {key: value for key, value in told["working_time"].items() if key != "holidays"}
        return told

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

    def days_for(self, document_type: str) -> int:
        """Return the service standard: in how many working days somebody who asks for that document has an answer."""
        return self.days_to_expect_of.get(document_type, self.days_to_expect)

    @property
    def numbers_iso2(self) -> str:
        """The country code that stands in the numbers of documents."""
        return self.numbering.iso2 or self.iso2
