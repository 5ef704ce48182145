"""What ``quotas.toml`` may say, and which specimens a quota is about; pure.

An annual export quota is a ceiling for a calendar year of the Party (Resolution Conf. 14.7). Quotas are keyed by
name, so that a country states only its differences::

    [quotas.conch_meat]
    taxon = "ALI-GIG"
    terms = ["MEA"]
    sources = ["W"]
    unit = "KGM"
    quantity = "20000"
    year = 2026
    purposes = ["T"]
    first_day = 2026-09-01
    last_day = 2026-12-31
    stated_in = "Official Gazette No. 12"
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from cites.permits.rules.document_types import DOCUMENTS, Direction
from cites.permits.rules.facts import DocumentType
from cites.permits.rules.measures import converted
from cites.permits.rules.quantities import MOST, MOST_DECIMALS, NUMBER_OF_SPECIMENS, is_part_of_a_specimen
from kernel.text import gettext_noop

FIRST_YEAR, LAST_YEAR = 1975, 2999
QUOTA_DOCUMENTS: Final = frozenset(
    code for code, each in DOCUMENTS.items() if each.direction is Direction.OUT and each.is_issued
) - {DocumentType.RE_EXPORT}
"""Under which specimens leave the country they come from. What they are decides whether they count, and not the paper:
what is bred leaves under an export permit or a certificate, and takes the same of a quota."""
PRE_CONVENTION: Final = "O"
"""Articles III to V, and with them the finding that a quota stands for, do not hold for it (Article VII.2)."""
Fault = dict[str, str]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Taxon = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9-]{1,12}$")]
Term = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Source = Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
Purpose = Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
Unit = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{3}$")]
Quantity = Annotated[Decimal, Field(ge=0, le=MOST, decimal_places=MOST_DECIMALS)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Quota(_Table):
    """How much of some specimens of a taxon may be exported in a year; empty lists mean "any"."""

    taxon: Taxon = Field(description="Code of the species, or of a group whose species share the quota.")
    terms: tuple[Term, ...] = Field(default=(), description="Kinds of specimen that count; none: all.")
    sources: tuple[Source, ...] = Field(
        default=(),
        description=(
            "Sources that count; none: all, also of what leaves under a certificate of breeding or propagation, but O "
            "(pre-Convention), which counts only where it is named."
        ),
    )
    unit: Unit = Field(default=NUMBER_OF_SPECIMENS, description="Unit of the quantity; NAR is a number of specimens.")
    quantity: Quantity = Field(description="The most that may be exported in the year, in quotation marks; 0: none.")
    year: int | None = Field(
        default=None, ge=FIRST_YEAR, le=LAST_YEAR, description="Calendar year of the quota; none: every year."
    )
    purposes: tuple[Purpose, ...] = Field(default=(), description="Purposes that count; none: all.")
    first_day: date | None = Field(default=None, description="First day of its year on which permits count.")
    last_day: date | None = Field(default=None, description="Last day of its year on which permits count.")
    stated_in: str = Field(default="", max_length=300, description="Where the quota stands, e.g. a gazette.")

    def is_for(self, year: int) -> bool:
        """Tell whether it holds in that calendar year of the Party."""
        return self.year in (None, year)

    def covers(self, term: str, source: str, purpose: str = "", day: date | None = None) -> bool:
        """Tell whether specimens of its taxon of that term, source and purpose count, permitted on that day.

        Of two sources either is enough, save that what is pre-Convention counts only where the quota names it. A
        purpose or a day that nobody knows is taken as one that counts.
        """
        of_term = not self.terms or term in self.terms
        of_source = self._is_of(source)
        of_purpose = not self.purposes or purpose in ("", *self.purposes)
        return of_term and of_source and of_purpose and (day is None or self.is_open_on(day))

    def _is_of(self, sources: str) -> bool:
        if PRE_CONVENTION in sources and PRE_CONVENTION not in self.sources:
            return False
        return not self.sources or any(letter in self.sources for letter in sources)

    def is_open_on(self, day: date) -> bool:
        """Tell whether permits of that day count, as far as it names a first and a last one."""
        return (self.first_day or day) <= day <= (self.last_day or day)

    def measured(self, quantity: Decimal, unit: str) -> Decimal | None:
        """Return a quantity in the quota's unit; None where that measures something else."""
        return converted(quantity, unit, self.unit)


def of_year(quotas: Iterable[Quota], year: int) -> list[Quota]:
    """Return those of a year; one that names it takes the place of one for every year of the same specimens."""
    holding = [quota for quota in quotas if quota.is_for(year)]
    named = {_specimens(quota) for quota in holding if quota.year}
    return [quota for quota in holding if quota.year or _specimens(quota) not in named]


def faults_of_quotas(table: "QuotaTable") -> list[Fault]:
    """Return the faults of numbers of specimens that are no whole numbers, and of quotas that are stated twice."""
    parts, twice = (
        gettext_noop("is a number of specimens and has to be a whole number"),
        gettext_noop("is stated twice"),
    )
    faults, seen = list[Fault](), set[tuple[object, ...]]()
    for key, quota in table.quotas.items():
        if is_part_of_a_specimen(quota.quantity, quota.unit):
            faults.append({"key": f"quotas.{key}.quantity", "reason": parts})
        faults.extend({"key": f"quotas.{key}.{field}", "reason": reason} for field, reason in _faults_of_days(quota))
        if (one := (quota.year, *_specimens(quota))) in seen:
            faults.append({"key": f"quotas.{key}.taxon", "reason": twice})
        seen.add(one)
    return faults


def _faults_of_days(quota: Quota) -> Iterator[tuple[str, str]]:
    days = {"first_day": quota.first_day, "last_day": quota.last_day}
    for field, day in days.items():
        if day is not None and day.year != quota.year:
            yield field, gettext_noop("has to lie in the year of the quota, which it needs")
    if quota.first_day and quota.last_day and quota.last_day < quota.first_day:
        yield "last_day", gettext_noop("lies before the first day")


def _specimens(quota: Quota) -> tuple[object, ...]:
    codes = (quota.terms, quota.sources, quota.purposes)
    return quota.taxon, *map(frozenset, codes), quota.unit, quota.first_day, quota.last_day


class QuotaTable(_Table):
    """A whole ``quotas.toml``: the Party's annual export quotas."""

    quotas: dict[Key, Quota] = Field(default_factory=dict, description="Annual export quotas, by a name of one's own.")
