"""A sheet of lines in its reader's words: how far it is, its rows with what is said of each, and files of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from cites.casework.queries.words import code_list, language
from cites.permits.models import LineSheet, LineSheetRow, PaperSheet, PaperSheetRow, SheetState
from cites.permits.queries.line_sheets import code_lists
from cites.permits.reason_words import with_english
from cites.permits.sheets.columns import BY_NAME, COMMON_NAME, TAXON
from cites.permits.sheets.delimited import separator_of
from cites.permits.sheets.table import Kind
from cites.permits.sheets.writing import Annotated, empty_xlsx
from cites.permits.sheets.writing import annotated as written_annotated
from cites.permits.words import english_in, sentence_of_reason
from cites.species import queries as species
from kernel.reasons import Reason
from tenants.context import today

_AT_A_TIME: Final = 1_000
_SUMMED_UP: Final = ("term", "quantity", "unit", "source")
_LISTS: Final = {"term": "terms", "unit": "units", "source": "sources"}


@dataclass(frozen=True)
class ShownRow:
    """One row of a sheet: its number, what it is about, and what is wrong or worth a look."""

    number: int
    name: str
    summary: str
    faults: list[str]
    warnings: list[str]


@dataclass(frozen=True)
class ShownSheet:
    """A sheet with what its page says of it."""

    sheet: LineSheet
    notes: list[str]
    fault: str
    percent: int
    is_infected: bool

    @property
    def is_read(self) -> bool:
        """Whether its rows can be looked at."""
        return self.sheet.state in (SheetState.READ, SheetState.ACCEPTED)

    @property
    def may_be_accepted(self) -> bool:
        """Whether it has rows to add."""
        return self.sheet.state == SheetState.READ and self.sheet.good > 0

    @property
    def is_waited_for(self) -> bool:
        """Whether the page has to be looked at again."""
        return not self.sheet.is_finished and not self.is_infected


def shown_sheet(sheet: LineSheet) -> ShownSheet:
    """Return the sheet as its page shows it."""
    return ShownSheet(
        sheet=sheet,
        notes=[_sentence(note) for note in sheet.notes],
        fault=_sentence(sheet.fault) if sheet.fault else "",
        percent=100 * sheet.done // sheet.total if sheet.total else 0,
        is_infected=sheet.scan == "infected",
    )


def shown_rows(sheet: LineSheet, rows: Iterable[LineSheetRow]) -> list[ShownRow]:
    """Return these rows of the sheet as its page shows them."""
    return [_row(sheet, row) for row in rows]


def taxa_of_rows(rows: Iterable[LineSheetRow | PaperSheetRow]) -> list[str]:
    """Return the codes of the taxa that these rows name, each once."""
    return sorted({row.line["taxon_code"] for row in rows if row.line.get("taxon_code")})


def annotated_sheet(sheet: LineSheet) -> bytes:
    """Return the sheet again, in its format, with a column that says what is wrong and the faulty cells marked."""
    rows = sheet.rows.order_by("number").iterator(chunk_size=_AT_A_TIME)
    said = (_annotated(sheet, row) for row in rows)
    kind = Kind(sheet.extension)
    separator = _separator_of(sheet) if kind is Kind.CSV else ""
    return written_annotated(kind, sheet.headings, said, column=_("What is wrong"), separator=separator)


def _separator_of(sheet: LineSheet) -> str:
    """The separator of the file that was sent, so that whatever wrote it reads this one too."""
    with sheet.file.open("rb") as file:
        return separator_of(file.read())


def template_workbook() -> bytes:
    """Return the empty workbook in the reader's language, with today's lists of codes."""
    day, spoken = today(), language()
    names = {
        f"{kind}.{entry.code}": entry.name_in(spoken) for kind, name in _LISTS.items() for entry in code_list(name)
    }
    names |= {f"country_of_origin.{each.iso2}": each.name_in(spoken) for each in species.countries(day)}
    return empty_xlsx(spoken, title=_("Specimens"), codes=_("Codes"), lists=code_lists(day), names=names)


def _row(sheet: LineSheet, row: LineSheetRow) -> ShownRow:
    return ShownRow(
        number=row.number,
        name=row.line.get(TAXON) or cell_of(sheet, row, TAXON) or cell_of(sheet, row, COMMON_NAME) or "–",
        summary=" ".join(filter(None, (cell_of(sheet, row, name) for name in _SUMMED_UP))),
        faults=[_marked(_about_cell(sheet, fault), fault) for fault in row.faults],
        warnings=[_marked(_about_cell(sheet, fault), fault) for fault in row.warnings],
    )


def cell_of(sheet: LineSheet | PaperSheet, row: LineSheetRow | PaperSheetRow, name: str) -> str:
    """Return what stands in a row in the column of that name; nothing where the sheet has none."""
    place = sheet.columns.get(name, len(row.cells))
    return str(row.cells[place]) if place < len(row.cells) else ""


def _about_cell(sheet: LineSheet, fault: Mapping[str, Any]) -> str:
    """The sentence after the heading of its column, as the sheet has it."""
    name = fault["column"]
    if name not in BY_NAME:
        return _sentence(fault)
    heading = sheet.headings[sheet.columns[name]] if name in sheet.columns else BY_NAME[name].heading(language())
    return _("%(heading)s: %(sentence)s") % {"heading": heading, "sentence": _sentence(fault)}


def _sentence(fault: Mapping[str, Any]) -> str:
    return sentence_of_reason(_as_reason(fault))


def _marked(sentence: str, fault: Mapping[str, Any]) -> str:
    """The sentence with the words in it marked that stay English."""
    return with_english(sentence, english_in(_as_reason(fault)))


def _as_reason(fault: Mapping[str, Any]) -> Reason:
    return Reason("", fault["message"], data=fault["data"])


def _annotated(sheet: LineSheet, row: LineSheetRow) -> Annotated:
    places = frozenset(_places(sheet, row.faults))
    return Annotated(row.cells, "; ".join(_about_cell(sheet, fault) for fault in row.faults), places)


def _places(sheet: LineSheet, faults: Iterable[Mapping[str, Any]]) -> Iterator[int]:
    return (sheet.columns[fault["column"]] for fault in faults if fault["column"] in sheet.columns)
