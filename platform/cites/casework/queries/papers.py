"""Sheets of permits on paper, and these permits, in their reader's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cites.casework.queries.sheets import cell_of
from cites.casework.queries.words import CodeNames, Rows, country, language, shown_quantity, when
from cites.permits.models import PaperPermit, PaperSheet, PaperSheetRow
from cites.permits.sheets.columns import TAXON
from cites.permits.sheets.faults import Fault
from localization.formats import format_date
from localization.sentences import sentence_of

_SUMMED_UP = ("document_type", "issued_on", TAXON, "quantity", "unit")


@dataclass(frozen=True)
class ShownPaperRow:
    """One row of a sheet: its number, that of the permit, what it says in short, what is wrong, or worth a look."""

    number: int
    name: str
    summary: str
    faults: list[str]
    warnings: list[str]


def shown_paper_rows(sheet: PaperSheet, rows: Iterable[PaperSheetRow]) -> list[ShownPaperRow]:
    """Return these rows of the sheet as its page shows them."""
    return [
        ShownPaperRow(
            number=row.number,
            name=cell_of(sheet, row, "number") or "–",
            summary=" ".join(filter(None, (cell_of(sheet, row, name) for name in _SUMMED_UP))),
            faults=[_about_cell(sheet, fault) for fault in row.faults],
            warnings=[_about_cell(sheet, fault) for fault in row.warnings],
        )
        for row in rows
    ]


def rows_of_paper(paper: PaperPermit) -> Rows:
    """What is on record of a permit on paper, as label and value; what is empty is left out."""
    names, reader = CodeNames(), language()
    rows: Rows = [
        (_("Issued"), format_date(paper.issued_on, reader)),
        (_("Valid until"), format_date(paper.valid_until, reader)),
        (_("Signed off by"), paper.signatory_name),
        (_("Exporter"), _joined(paper.exporter_name, country(paper.exporter_country))),
        (_("Importer"), _joined(paper.consignee_name, country(paper.consignee_country))),
        (_("Purpose"), names.coded("purposes", paper.purpose)),
        (_("Imported"), f"{when(paper.imported_at)}, {paper.imported_by.full_name}, {paper.source_name}"),
    ]
    return [(label, value) for label, value in rows if value]


def lines_of_paper(paper: PaperPermit) -> list[tuple[str, str, str, str, str, str]]:
    """Every line as letter, species, common name, type of specimen, quantity with unit, Appendix with source."""
    names = CodeNames()
    return [
        (
            line.letter,
            line.scientific_name,
            line.common_name,
            names.name("terms", line.term),
            shown_quantity(line),
            f"{line.appendix} {''.join(line.sources)}".strip(),
        )
        for line in paper.lines.all()
    ]


def _joined(*texts: str) -> str:
    return ", ".join(filter(None, texts))


def _about_cell(sheet: PaperSheet, fault: Mapping[str, Any]) -> str:
    """The sentence after the heading of its column, as the sheet has it."""
    sentence, place = sentence_of(Fault(fault["message"], data=fault["data"])), sheet.columns.get(fault["column"])
    if place is None:
        return sentence
    return _("%(heading)s: %(sentence)s") % {"heading": sheet.headings[place], "sentence": sentence}
