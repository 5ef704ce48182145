"""What readers hand on: plain records of our own, whatever the shape in which they came.

In a record of a taxon a part that is None was not told and stays as it is; an empty one was told and is empty.
"""

from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

Change = Literal["+", "-", "R+", "R-"]


class Plain(BaseModel):
    """A value without a life of its own."""

    model_config = ConfigDict(frozen=True)


class NameRecord(Plain):
    """A synonym (no language) or a common name."""

    name: str
    language: str = ""


class Event(Plain):
    """A change of the Appendices: inclusion, deletion, reservation entered or withdrawn, in force from ``day``.

    ``current`` is what the source says of it today; ``of`` is the taxon that stands in the Appendix, if wider.
    """

    change: Change
    appendix: str
    day: date
    party: str = ""
    annotation: str = ""
    symbol: str = ""
    current: bool | None = None
    their_id: int | None = None
    of: int | None = None
    listed_as: str = ""


class RangeRecord(Plain):
    """A country in which a taxon occurs, with words such as introduced or extinct."""

    country: str
    tags: tuple[str, ...] = ()


class QuotaRecord(Plain):
    """An export quota; no quantity where there is none or it is stated in words. ``of`` is the wider taxon it names."""

    country: str
    quantity: Decimal | None = None
    unit: str = ""
    published_on: date | None = None
    current: bool | None = None
    notes: str = ""
    address: str = ""
    their_id: int | None = None
    of: int | None = None


class SuspensionRecord(Plain):
    """A recommendation to suspend trade; ``everything`` where it is about all taxa, ``of`` the wider one it names."""

    country: str
    everything: bool = False
    begins: date | None = None
    ends: date | None = None
    current: bool | None = None
    applies_to_import: bool = False
    begun_by: str = ""
    ended_by: str = ""
    notes: str = ""
    address: str = ""
    their_id: int | None = None
    of: int | None = None


class TaxonRecord(Plain):
    """A taxon under its accepted name. ``stands_in`` are the Appendices of today where no dates were told.

    What is ``below`` was told of it in the records of taxa below it, and adds to what is there.
    """

    name: str
    their_id: int | None = None
    author: str = ""
    rank: str = ""
    kingdom: str = ""
    phylum: str = ""
    class_name: str = ""
    order_name: str = ""
    family: str = ""
    active: bool = True
    synonyms: tuple[str, ...] | None = None
    common_names: tuple[NameRecord, ...] | None = None
    events: tuple[Event, ...] | None = None
    stands_in: tuple[str, ...] | None = None
    ranges: tuple[RangeRecord, ...] | None = None
    quotas: tuple[QuotaRecord, ...] | None = None
    suspensions: tuple[SuspensionRecord, ...] | None = None
    quotas_below: tuple[QuotaRecord, ...] = ()
    suspensions_below: tuple[SuspensionRecord, ...] = ()
    also_known_as: tuple[str, ...] = ()
    only_names: bool = False

    @property
    def key(self) -> str:
        """What the records of one taxon have in common."""
        return f"#{self.their_id}" if self.their_id is not None else self.name


class Fault(Plain):
    """What could not be read (``unreadable``) or was left out, in an English message id with its facts."""

    text: str
    facts: dict[str, Any] = {}
    unreadable: bool = False


class Batch(Plain):
    """What stands at one place (line or page) of a source; ``place`` is where to go on after it."""

    place: int
    records: tuple[TaxonRecord, ...] = ()
    faults: tuple[Fault, ...] = ()
    total: int = 0
