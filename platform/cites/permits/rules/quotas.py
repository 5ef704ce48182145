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
    stated_in = "Official Gazette No. 12"
"""

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from cites.permits.rules.quantities import MOST, MOST_DECIMALS, NUMBER_OF_SPECIMENS, counts_specimens

FIRST_YEAR, LAST_YEAR = 1975, 2999
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Taxon = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9-]{1,12}$")]
Term = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Source = Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
Unit = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{3}$")]
Quantity = Annotated[Decimal, Field(ge=0, le=MOST, decimal_places=MOST_DECIMALS)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Quota(_Table):
    """How much of some specimens of a taxon may be exported in a year; empty lists mean "any"."""

    taxon: Taxon = Field(description="Code of the species, or of a group whose species share the quota.")
    terms: tuple[Term, ...] = Field(default=(), description="Kinds of specimen that count; none: all.")
    sources: tuple[Source, ...] = Field(default=(), description="Sources that count; none: all.")
    unit: Unit = Field(default=NUMBER_OF_SPECIMENS, description="Unit of the quantity; NAR is a number of specimens.")
    quantity: Quantity = Field(description="The most that may be exported in the year, in quotation marks; 0: none.")
    year: int | None = Field(
        default=None, ge=FIRST_YEAR, le=LAST_YEAR, description="Calendar year of the quota; none: every year."
    )
    stated_in: str = Field(default="", max_length=300, description="Where the quota stands, e.g. a gazette.")

    def is_for(self, year: int) -> bool:
        """Tell whether it holds in that calendar year of the Party."""
        return self.year in (None, year)

    def covers(self, term: str, source: str) -> bool:
        """Tell whether specimens of its taxon of that term and source count; of two sources, either is enough."""
        of_term = not self.terms or term in self.terms
        return of_term and (not self.sources or any(letter in self.sources for letter in source))

    def measures(self, unit: str) -> bool:
        """Tell whether a quantity in that unit can be counted without converting it."""
        return unit == self.unit or (counts_specimens(unit) and counts_specimens(self.unit))


class QuotaTable(_Table):
    """A whole ``quotas.toml``: the Party's annual export quotas."""

    quotas: dict[Key, Quota] = Field(default_factory=dict, description="Annual export quotas, by a name of one's own.")
