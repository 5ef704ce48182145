"""Writing sheets: an empty one to fill in, and one that was read with what is wrong in it."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from cites.permits.sheets.codes import CodeList
from cites.permits.sheets.columns import LINE_COLUMNS, TAXON, Column
from cites.permits.sheets.safe import safe
from cites.permits.sheets.table import MOST_ROWS, Kind, Plain

BOM: Final = "\ufeff"
_FAULTY: Final = PatternFill("solid", fgColor="FFF4CCCC")
_HEADING: Final = Font(bold=True)
_WRAPPED: Final = Alignment(wrap_text=True, vertical="top")
_WIDTH, _WIDE = 18, 60
_OF_LIST: Final = ("term", "unit", "source", "source2", "country_of_origin", "reexport_country")
_LIST_OF: Final = {"source2": "source", "reexport_country": "country_of_origin"}
_LISTS: Final = ("term", "unit", "source", "country_of_origin")


@dataclass(frozen=True, slots=True)
class Annotated:
    """One row with what is said of it, and the places of its faulty cells."""

    cells: Sequence[Plain]
    words: str
    faulty: frozenset[int] = field(default_factory=frozenset)


def empty_csv(language: str, columns: Sequence[Column] = LINE_COLUMNS) -> bytes:
    """Return a CSV of headings alone, with the separator that a spreadsheet of that language expects."""
    separator = "," if language.startswith("en") else ";"
    return _csv([[column.heading(language) for column in columns]], separator)


def empty_xlsx(
    language: str, *, title: str, codes: str, lists: Mapping[str, CodeList], names: Mapping[str, str]
) -> bytes:
    """Return a workbook of a sheet with headings and one of the lists of codes; a cell of a code offers its list.

    ``names`` gives the name of each code by ``kind.code``.
    """
    book = Workbook()
    lines: Any = book.active
    lines.title = title
    lines.append([column.heading(language) for column in LINE_COLUMNS])
    for place, column in enumerate(LINE_COLUMNS, 1):
        cell = lines.cell(1, place)
        cell.font = _HEADING
        lines.column_dimensions[cell.column_letter].width = _WIDTH
        if column.longest or column.name == TAXON:
            # Text stays text: marks of many digits would be shortened else.
            lines.column_dimensions[cell.column_letter].number_format = "@"
    lines.freeze_panes = "A2"
    _offer_codes(book, lines, codes, lists, language, names)
    return _saved(book)


def _offer_codes(
    book: Workbook, lines: Any, title: str, lists: Mapping[str, CodeList], language: str, names: Mapping[str, str]
) -> None:
    sheet: Any = book.create_sheet(title)
    headings = {column.name: column.heading(language) for column in LINE_COLUMNS}
    places = {column.name: place for place, column in enumerate(LINE_COLUMNS, 1)}
    for order, kind in enumerate(_LISTS):
        first = 2 * order + 1
        letter = _fill_list(sheet, first, headings[kind], lists[kind], kind, names)
        source = f"='{title}'!${letter}$2:${letter}${len(lists[kind].entries) + 1}"
        for name in _OF_LIST:
            if kind == _LIST_OF.get(name, name):
                column = lines.cell(1, places[name]).column_letter
                offered = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
                offered.add(f"{column}2:{column}{MOST_ROWS + 1}")
                lines.add_data_validation(offered)


def _fill_list(sheet: Any, first: int, heading: str, found: CodeList, kind: str, names: Mapping[str, str]) -> str:
    sheet.cell(1, first, heading).font = _HEADING
    for row, entry in enumerate(found.entries, 2):
        sheet.cell(row, first, entry.code)
        sheet.cell(row, first + 1, names.get(f"{kind}.{entry.code}", entry.names[0]))
    sheet.column_dimensions[sheet.cell(1, first + 1).column_letter].width = _WIDE
    return str(sheet.cell(1, first).column_letter)


def annotated(kind: Kind, headings: Sequence[str], rows: Iterable[Annotated], *, column: str, separator: str) -> bytes:
    """Return the sheet again in its own format, with ``column`` for what is wrong; no text in it is a formula.

    ``separator`` stands between the cells of a CSV.
    """
    heading = [*headings, column]
    if kind is Kind.CSV:
        return _csv([heading, *([*_filled(row, len(headings)), row.words] for row in rows)], separator)
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet()
    sheet.column_dimensions["A"].width = _WIDTH
    sheet.append([_written(sheet, text, font=_HEADING) for text in heading])
    for row in rows:
        cells = [
            _written(sheet, value, fill=_FAULTY if place in row.faulty else None)
            for place, value in enumerate(_filled(row, len(headings)))
        ]
        sheet.append([*cells, _written(sheet, row.words, alignment=_WRAPPED)])
    return _saved(book)


def write_workbook(file: IO[bytes], *, title: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a workbook of one sheet, row by row; texts stay texts, and numbers and days are such."""
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for place in range(1, len(headings) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTH
    sheet.append([_written(sheet, text, font=_HEADING) for text in headings])
    for row in rows:
        sheet.append([_written(sheet, _legal(value)) for value in row])
    book.save(file)


def _legal(value: object) -> Any:
    return ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value


def _filled(row: Annotated, width: int) -> list[Plain]:
    """The cells of a row in the width of the headings; what stood beyond them follows the last of these."""
    cells = list(row.cells)
    beyond = " ".join(str(each) for each in cells[width:] if each != "")
    cells = cells[:width] + [""] * (width - len(cells))
    return [*cells[:-1], f"{cells[-1]} {beyond}".strip()] if beyond else cells


def _written(sheet: Any, value: Plain, **looks: Any) -> Any:
    cell = WriteOnlyCell(sheet, value if value != "" else None)
    if isinstance(value, str) and value:
        cell.data_type = "s"
    for name, look in looks.items():
        if look is not None:
            setattr(cell, name, look)
    return cell


def _csv(rows: Iterable[Sequence[Plain]], separator: str) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator)
    for row in rows:
        writer.writerow([safe(value) if isinstance(value, str) else value for value in row])
    return (BOM + file.getvalue()).encode()


def _saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
