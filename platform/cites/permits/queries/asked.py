"""Specimens as somebody states them, before the reference data is asked about them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class SpecimensAsked:
    """Specimens as somebody states them: codes, the country of origin, and from where to where for which purpose."""

    taxon: str
    exporter: str
    origin: str
    term: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    source: str = ""
    second_source: str = ""
    purpose: str = ""
    number: int = 1
    kingdom: str = ""
    justification: str = ""
    registered_operation: str = ""
    acquired_on: date | None = None
    destination: str = ""
    parents: tuple[str, ...] = ()

    @property
    def sources(self) -> frozenset[str]:
        """The one or two source codes that were said."""
        return frozenset({self.source, self.second_source} - {""})
