"""What a permit's XML says, as plain facts: no more of anybody than the printed document says."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """A name, the rows of its address, and its country by code and in words."""

    name: str = ""
    address: tuple[str, ...] = ()
    country: str = ""
    country_name: str = ""


@dataclass(frozen=True, slots=True)
class LineFacts:
    """Boxes 7 to 12b of one line; units are those of CITES."""

    letter: str
    scientific_name: str
    term: str
    description: str
    appendix: str
    sources: str
    quantity: Decimal
    unit: str = ""
    common_name: str = ""
    marks: str = ""
    quota_used: Decimal | None = None
    quota_total: Decimal | None = None
    origin: str = ""
    origin_name: str = ""
    origin_number: str = ""
    origin_date: date | None = None
    reexport: str = ""
    reexport_name: str = ""
    reexport_number: str = ""
    reexport_date: date | None = None
    operation: str = ""
    acquired_on: date | None = None


@dataclass(frozen=True, slots=True)
class PermitFacts:
    """A whole document, in its language; ``issued_at`` is aware and has milliseconds at most."""

    language: str
    number: str
    kind: str
    issued_at: datetime
    valid_from: date
    valid_until: date
    authority: PartyFacts
    signatory: str
    exporter: PartyFacts
    importer: PartyFacts
    lines: tuple[LineFacts, ...]
    document: str = ""
    """The name of the document where box 1 says Other."""
    is_copy: bool = False
    purpose: str = ""
    purpose_name: str = ""
    conditions: tuple[str, ...] = ()
    stamp: str = ""
    applied: str = ""
    signed: str = ""
    place: str = ""
