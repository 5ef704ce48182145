"""What speaks against one row of an annual report as it is written: the primary checks of UNEP-WCMC, P1 to P17.

A row that was made of a permit of ours passes them all; one of an old report, or of somebody's sheet, may not. What the
codes mean together (S1 to S9) is asked of lines: ``lines.py``.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from cites.permits.rules.catalogue import reason
from kernel.reasons import Reason
from kernel.text import gettext_noop

APPENDICES: Final = frozenset({"I", "II", "III", "N"})
"""N is what no Appendix lists: some Parties report it all the same."""
_NUMBER: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(E[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_YEAR: Final = re.compile(r"\d{4}", re.ASCII)
_HIGHER_TAXON: Final = re.compile(r" spp?\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """The cells of one row; ``partner`` is the importer in a report of exports, the exporter in one of imports."""

    number: int
    appendix: str = ""
    taxon: str = ""
    term: str = ""
    quantity: str = ""
    unit: str = ""
    partner: str = ""
    origin: str = ""
    purpose: str = ""
    source: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class KnownCodes:
    """The codes that a report of the year may use, and whether a name is that of a taxon, in whatever standing."""

    terms: frozenset[str]
    units: frozenset[str]
    countries: frozenset[str]
    purposes: frozenset[str]
    sources: frozenset[str]
    is_taxon: Callable[[str], bool]


def squeezed(row: ReportRow) -> ReportRow:
    """Return a row as it is compared: blanks taken together, codes in capitals, a group of species by its name."""
    cells = {each.name: " ".join(str(getattr(row, each.name)).split()) for each in fields(row)}
    capitals: dict[str, Any] = {name: cell.upper() for name, cell in cells.items()}
    return replace(row, **capitals | {"number": row.number, "taxon": _HIGHER_TAXON.sub("", cells["taxon"])})


def reasons_against_row(row: ReportRow, known: KnownCodes) -> list[Reason]:
    """Return what speaks against a row, in the order of the checks, each with ``row`` and ``field`` in its data."""
    plain = squeezed(row)
    return [*_blanks(plain), *_no_numbers(plain), *_unknown(plain, known)]


_NOT_BLANK: Final = (
    ("P1", "partner", gettext_noop("The trading partner is missing.")),
    ("P2", "term", gettext_noop("The type of specimen is missing.")),
    ("P3", "taxon", gettext_noop("The scientific name is missing.")),
    ("P4", "appendix", gettext_noop("The Appendix is missing.")),
    ("P5", "quantity", gettext_noop("The quantity is missing.")),
    ("P6", "year", gettext_noop("The year is missing.")),
)


def _blanks(row: ReportRow) -> Iterator[Reason]:
    for rule, field, message in _NOT_BLANK:
        if not getattr(row, field):
            yield _about(rule, message, row, field)


def _no_numbers(row: ReportRow) -> Iterator[Reason]:
    for rule, field in (("P7", "quantity"), ("P8", "year")):
        if (cell := getattr(row, field)) and not _NUMBER.fullmatch(cell):
            yield _about(rule, gettext_noop("“%(text)s” is no number: write it in figures, with a point."), row, field)
    if row.year and not _YEAR.fullmatch(row.year):
        yield _about("P9", gettext_noop("“%(text)s” is no year of four figures."), row, "year")


def _unknown(row: ReportRow, known: KnownCodes) -> Iterator[Reason]:
    checks: tuple[tuple[str, str, frozenset[str]], ...] = (
        ("P10", "term", known.terms),
        ("P11", "source", known.sources),
        ("P12", "purpose", known.purposes),
        ("P13", "unit", known.units),
        ("P14", "partner", known.countries),
        ("P15", "origin", known.countries),
    )
    for rule, field, codes in checks:
        if (cell := getattr(row, field)) and cell not in codes:
            yield _about(rule, gettext_noop("“%(text)s” is in no list of codes of that year."), row, field)
    if row.taxon and not known.is_taxon(row.taxon):
        yield _about("P16", gettext_noop("“%(text)s” is the name of no taxon in our list."), row, "taxon")
    if row.appendix and row.appendix not in APPENDICES:
        yield _about("P17", gettext_noop("“%(text)s” is no Appendix: write I, II, III or N."), row, "appendix")


def _about(rule: str, message: str, row: ReportRow, field: str) -> Reason:
    data: dict[str, Any] = {"row": row.number, "field": field, "text": getattr(row, field)[:60]}
    return reason(rule, message, **data)
