"""What ``measures.toml`` may say: a Party's own laws where they are stricter than the Convention (Article XIV.1); pure.

Measures are keyed by name, so that a country states only its differences::

    [measures.conch_season]
    taxon = "ALI-GIG"
    terms = ["MEA"]
    directions = ["export"]
    effect = "forbidden"
    from_day = "05-01"
    until_day = "08-31"
    says = { en = "No conch meat leaves the country in the closed season." }
    stated_in = "Fisheries Regulations, section 12"
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from cites.permits.rules.quantities import MOST, MOST_DECIMALS, NUMBER_OF_SPECIMENS
from kernel.text import LocalisedText, gettext_noop

Fault = dict[str, str]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Taxon = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9-]{1,12}$")]
Term = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Letter = Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
MonthAndDay = Annotated[str, StringConstraints(pattern=r"^\d{2}-\d{2}$")]
Unit = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{3}$")]
Quantity = Annotated[Decimal, Field(ge=0, le=MOST, decimal_places=MOST_DECIMALS)]
Text = Annotated[LocalisedText, Field(min_length=1)]
_LEAP_YEAR = 2024


class Effect(StrEnum):
    """What a measure does."""

    FORBIDDEN = "forbidden"
    ADVISED_AGAINST = "advised_against"  # whoever approves says why all the same
    IMPORT_PERMIT = "import_permit"  # asked for where the Convention asks for none
    NOTICE = "notice"
    CARRIED = "carried"  # a document is asked for even where their owner carries them, Resolution Conf. 13.7 or not


class Way(StrEnum):
    """Which movements a measure is about, seen from the Party."""

    EXPORT = "export"
    IMPORT = "import"


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Measure(_Table):
    """One measure; empty lists mean "any". Between two days of the year it holds in each year, else all year.

    ``countries`` are at the other end of the way: where exports go, or from where imports come.
    """

    says: Text = Field(description="What it says, as whoever asks or applies reads it, by language.")
    effect: Effect = Field(default=Effect.NOTICE, description="What it does.")
    taxon: Taxon | None = Field(default=None, description="Code of the species or group; none: every listed one.")
    appendices: tuple[str, ...] = Field(default=(), description="Appendices that are meant; none: all.")
    terms: tuple[Term, ...] = Field(default=(), description="Kinds of specimen that are meant; none: all.")
    sources: tuple[Letter, ...] = Field(default=(), description="Sources that are meant; none: all.")
    purposes: tuple[Letter, ...] = Field(default=(), description="Purposes that are meant; none: all.")
    directions: tuple[Way, ...] = Field(default=(), description="Exports, imports; none: both.")
    countries: tuple[Country, ...] = Field(
        default=(), description="Countries to which exports go, or from which imports come; none: all."
    )
    begins: date | None = Field(default=None, description="First day on which it holds; none: as long as the release.")
    ends: date | None = Field(default=None, description="Last day on which it holds; none: until further notice.")
    from_day: MonthAndDay | None = Field(default=None, description="First day of a yearly season, as 05-01.")
    until_day: MonthAndDay | None = Field(default=None, description="Last day of a yearly season, as 08-31.")
    stated_in: str = Field(default="", max_length=200, description="Where it stands, e.g. a law.")
    most: Quantity | None = Field(
        default=None,
        description="Of what people carry: the most one may without a document, in quotation marks; none: nothing.",
    )
    unit: Unit = Field(default=NUMBER_OF_SPECIMENS, description="Unit of that; NAR is a number of specimens.")

    def covers(
        self, *, appendix: str, term: str, sources: Iterable[str], purpose: str, way: Way, day: date, country: str = ""
    ) -> bool:
        """Tell whether specimens of its taxon are meant on that way and day; of two sources, either is enough.

        ``country`` is the one at the other end of the way.
        """
        return (
            (not self.appendices or appendix in self.appendices)
            and (not self.terms or term in self.terms)
            and (not self.sources or any(source in self.sources for source in sources))
            and (not self.purposes or purpose in self.purposes)
            and (not self.directions or way in self.directions)
            and (not self.countries or country in self.countries)
            and self._holds_on(day)
        )

    def _holds_on(self, day: date) -> bool:
        if (self.begins and day < self.begins) or (self.ends and day > self.ends):
            return False
        if self.from_day is None or self.until_day is None:
            return True
        today = f"{day:%m-%d}"
        if self.from_day <= self.until_day:
            return self.from_day <= today <= self.until_day
        return today >= self.from_day or today <= self.until_day


class MeasureTable(_Table):
    """A whole ``measures.toml``: the Party's stricter measures."""

    measures: dict[Key, Measure] = Field(default_factory=dict, description="Stricter measures, by a name of one's own.")


def faults_of_measures(table: MeasureTable) -> list[Fault]:
    """Return the faults of seasons without an end, and of days that no year has."""
    return [fault for key, measure in table.measures.items() for fault in _faults(key, measure)]


def _faults(key: str, measure: Measure) -> Iterator[Fault]:
    days = {"from_day": measure.from_day, "until_day": measure.until_day}
    for name, text in days.items():
        if text is None and any(days.values()):
            yield {"key": f"measures.{key}.{name}", "reason": gettext_noop("a season has a first and a last day")}
        elif text is not None and not _is_a_day(text):
            yield {"key": f"measures.{key}.{name}", "reason": gettext_noop("is no day of a year, as month-day")}
    if measure.begins and measure.ends and measure.ends < measure.begins:
        yield {"key": f"measures.{key}.ends", "reason": gettext_noop("is before the first day")}
    if measure.most is not None and measure.effect is not Effect.CARRIED:
        yield {"key": f"measures.{key}.most", "reason": gettext_noop("is said only of what people carry")}


def _is_a_day(text: str) -> bool:
    month, day = map(int, text.split("-"))
    try:
        date(_LEAP_YEAR, month, day)
    except ValueError:
        return False
    return True
