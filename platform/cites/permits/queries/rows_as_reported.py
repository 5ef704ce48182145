"""What the checks of annual reports say of the rows of an old series: what they would be told if they were reported."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, Final

from cites.permits.rules.facts import DocumentType
from cites.permits.rules.report_rows import KnownCodes, ReportRow, reasons_against_row
from cites.permits.sheets.columns import TAXON
from cites.permits.sheets.faults import Fault
from cites.species import queries as species

_COLUMNS: Final[Mapping[str, str]] = {
    "appendix": "appendix", "taxon": TAXON, "term": "term", "quantity": "quantity", "unit": "unit",
    "partner": "consignee_country", "origin": "country_of_origin", "purpose": "purpose", "source": "source",
    "year": "issued_on",
}  # fmt: skip
"""The column of a sheet in which a cell of a report stands."""


class RowsAsReported:
    """Asks the checks about rows; the codes of each day are read once."""

    def __init__(self) -> None:
        self.codes_of = cache(_codes_of)

    def warnings(self, number: int, paper: Mapping[str, str], line: Mapping[str, Any]) -> Iterator[Fault]:
        """Yield what they say of a row that was read without a fault, cell by cell."""
        row = ReportRow(number, **{name: _cell(name, paper, line) for name in _COLUMNS})
        for each in reasons_against_row(row, self.codes_of(date.fromisoformat(paper["issued_on"]))):
            yield Fault(each.message, _column(each.data["field"], paper), {"text": each.data["text"]})


def _cell(name: str, paper: Mapping[str, str], line: Mapping[str, Any]) -> str:
    column = _column(name, paper)
    said = str(line.get(column) or paper.get(column) or "")
    return said[:4] if name == "year" else said


def _column(name: str, paper: Mapping[str, str]) -> str:
    """The partner of an import is who exports."""
    is_import = paper["document_type"] == DocumentType.IMPORT
    return "exporter_country" if name == "partner" and is_import else _COLUMNS[name]


def _codes_of(day: date) -> KnownCodes:
    """The codes of the day; which names are those of taxa was asked before, of names in any standing."""
    return KnownCodes(
        terms=frozenset(each.code for each in species.terms(day)),
        units=frozenset(each.code for each in species.units(day)),
        countries=frozenset(each.iso2 for each in species.countries(day)),
        purposes=frozenset(each.code for each in species.purposes(day)),
        sources=frozenset(each.code for each in species.sources(day)),
        is_taxon=bool,
    )
