"""Permits that were issued on paper: what the rows of a sheet say of them, and those that are on record."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import translation

from cites.permits.models import EventKind, PaperPermit, PaperSheet, Permit
from cites.permits.models.codes import document_choices
from cites.permits.queries.asked import SpecimensAsked
from cites.permits.queries.line_names import NameFinder
from cites.permits.queries.line_sheets import as_document, code_lists, entries_of
from cites.permits.queries.listed import governing_listing
from cites.permits.queries.notes import noted
from cites.permits.queries.rows_as_reported import RowsAsReported
from cites.permits.sheets.codes import CodeList, Entry
from cites.permits.sheets.columns import COMMON_NAME, TAXON
from cites.permits.sheets.faults import Fault
from cites.permits.sheets.paper_columns import paper_places
from cites.permits.sheets.paper_rows import PaperReader
from cites.permits.sheets.rows import ReadRow, row_reader
from cites.permits.sheets.spoken import PURPOSES
from cites.permits.sheets.table import Plain, Table
from cites.species import queries as species
from kernel.text import gettext_noop
from tenants.context import current_profile, today

_NEEDED: Final = (TAXON, COMMON_NAME, "term", "quantity")
_ENDED: Final = {
    EventKind.USED: ("Used", "Utilisé", "Utilizado"),
    EventKind.CANCELLED: ("Cancelled", "Annulé", "Anulado"),
    EventKind.REPLACED: ("Replaced", "Remplacé", "Reemplazado"),
    EventKind.LOST: ("Lost", "Perdu", "Perdido"),
}


@dataclass(slots=True)
class PaperRow:
    """One row: the permit and the line that it says, as plain data, what is wrong with it, and what is worth a look."""

    number: int
    cells: list[Plain]
    paper: dict[str, str]
    line: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not self.faults


def read_papers(table: Table, mark: str, language: str) -> tuple[list[PaperRow], dict[str, int]]:
    """Return the rows of a table with what is wrong in each, and where the columns of papers stand.

    A permit is good whole or not at all: with one faulty row of it, all are left out. Raises FaultySheet.
    """
    places, day = paper_places(table.headings), today()
    papers = PaperReader(places, _lists(day), day, current_profile().iso2)
    reader = row_reader(table, code_lists(day), today=day, here=current_profile().iso2, mark=mark)
    names, read = NameFinder(language), [(reader.read(number, cells), cells) for number, cells in table.rows]
    names.learn(text for row, _cells in read for name in (TAXON, COMMON_NAME) if (text := row.answers.get(name)))
    rows, reported = [], RowsAsReported()
    for row, cells in read:
        facts = papers.read(cells)
        rows.append(PaperRow(row.number, row.cells, facts.said, faults=[*facts.faults, *_faults(row, table)]))
        _fill_line(rows[-1], row, names)
        if rows[-1].line:
            rows[-1].warnings += reported.warnings(row.number, facts.said, rows[-1].line)
    _compare(rows)
    return rows, places


def find_paper_permit(pk: int) -> PaperPermit | None:
    """Return the permit on paper of that key, or None."""
    return PaperPermit.objects.select_related("imported_by").prefetch_related("lines").filter(pk=pk).first()


def paper_sheets() -> QuerySet[PaperSheet]:
    """Return the sheets of permits on paper that were read, the latest first."""
    return PaperSheet.objects.select_related("uploaded_by")


def find_paper_sheet(pk: int) -> PaperSheet | None:
    """Return the sheet of that key, or None."""
    return PaperSheet.objects.filter(pk=pk).first()


def _faults(row: ReadRow, table: Table) -> Iterable[Fault]:
    """What is wrong with the line; of what old papers often do not say, an empty cell is no fault."""
    for fault in row.faults:
        place = table.columns.get(fault.column, len(row.cells))
        is_empty = place >= len(row.cells) or row.cells[place] == ""
        if not fault.column or fault.column in _NEEDED or not is_empty:
            yield fault


def _fill_line(to: PaperRow, row: ReadRow, names: NameFinder) -> None:
    scientific, common = row.answers.get(TAXON) or "", row.answers.get(COMMON_NAME) or ""
    if not (scientific or common):
        return
    named = names.find(scientific, common)
    if named.fault:
        to.faults.append(named.fault)
    if to.faults or named.taxon is None:
        return
    said = {name: value for name, value in row.answers.items() if name not in (TAXON, COMMON_NAME) and value}
    taxon = {"taxon_code": named.taxon.code, TAXON: str(named.taxon), "kingdom": named.taxon.kingdom}
    line = as_document(said | taxon | {COMMON_NAME: named.common_name})
    del line["answers"]  # the row of a permit on paper has no place for them, and no column
    line["appendix"] = to.paper.get("appendix") or _appendix(line, to.paper)
    to.line = line


def _appendix(line: Mapping[str, Any], paper: Mapping[str, Any]) -> str:
    day = date.fromisoformat(paper["issued_on"])
    asked = SpecimensAsked(
        line["taxon_code"],
        current_profile().iso2,
        line.get("country_of_origin", ""),
        term=line.get("term", ""),
        source=line.get("source", ""),
        second_source=line.get("source2", ""),
        purpose=paper.get("purpose", ""),
    )
    return noted(governing_listing(asked, [], day), asked, day).appendix


def _compare(rows: list[PaperRow]) -> None:
    """Compare the rows of each permit with one another, and its number with those on record."""
    groups: dict[str, list[PaperRow]] = defaultdict(list)
    for row in rows:
        if number := row.paper.get("number"):
            groups[number].append(row)
    known = faults_of_numbers(groups)
    for number, group in groups.items():
        first = _of_permit(group[0])
        for row in group:
            if number in known:
                row.faults.append(known[number])
            elif _of_permit(row) != first:
                message = gettext_noop("Row %(row)s says something else of the same permit")
                row.faults.append(Fault(message, "number", {"row": group[0].number}))
        if any(row.faults for row in group):
            _leave_out(group)


def _leave_out(group: list[PaperRow]) -> None:
    faulty = next(row.number for row in group if row.faults)
    message = gettext_noop("Row %(row)s of the same permit has a fault: a permit is imported whole")
    for row in group:
        if not row.faults:
            row.faults.append(Fault(message, data={"row": faulty}))


def _of_permit(row: PaperRow) -> dict[str, str]:
    return {name: value for name, value in row.paper.items() if name != "appendix"}


def faults_of_numbers(numbers: Iterable[str]) -> dict[str, Fault]:
    """Return why a permit on paper cannot have a number, for those that another permit has now."""
    asked = list(numbers)
    said = {
        **dict.fromkeys(_known(Permit, asked), gettext_noop("Permit %(number)s was issued by this service")),
        **dict.fromkeys(_known(PaperPermit, asked), gettext_noop("Permit %(number)s was imported before")),
    }
    return {number: Fault(message, "number", {"number": number}) for number, message in said.items()}


def _known(model: Any, numbers: list[str]) -> set[str]:
    return set(model.objects.filter(number__in=numbers).values_list("number", flat=True))


def _lists(day: date) -> dict[str, CodeList]:
    countries = code_lists(day)["country_of_origin"]
    return {
        "document_type": CodeList(Entry(code, _document_names(code)) for code, _name in document_choices()),
        "ended": CodeList(Entry(kind.value, names) for kind, names in _ENDED.items()),
        "purpose": CodeList(entries_of(species.purposes(day)), PURPOSES),
        "exporter_country": countries,
        "consignee_country": countries,
    }


def _document_names(code: str) -> tuple[str, ...]:
    found = []
    for language in ("en", "fr", "es"):
        with translation.override(language):
            found.append(str(dict(document_choices())[code]))
    return tuple(found)
