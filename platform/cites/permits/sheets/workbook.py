"""Reading XLSX: the first sheet that names our columns, the values of its formulas, and what a reader may overlook."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import IO, Any, Final

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from cites.permits.sheets.faults import Fault, FaultySheet
from cites.permits.sheets.package import broken, open_package
from cites.permits.sheets.safe import without_safeguard
from cites.permits.sheets.table import (
    HEADING_WITHIN,
    MOST_ROWS,
    Cell,
    Kind,
    Rows,
    Table,
    Unread,
    heading_place,
    refuse_too_long,
    refuse_too_wide,
    table_of,
)
from kernel.text import gettext_noop

LAST_ROW: Final = 100_000
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_TROUBLE: Final = (zipfile.BadZipFile, KeyError, ValueError, TypeError, IndexError, AttributeError, OSError, EOFError,
                   NotImplementedError, ParseError, DefusedXmlException, OverflowError, SyntaxError)  # fmt: skip


@dataclass
class Marks:
    """What a sheet says beside its values: rows that are hidden, cells that are merged, formulas without a value."""

    last_row: int = 0
    hidden: set[int] = field(default_factory=set)
    merged: list[str] = field(default_factory=list)
    unreckoned: set[tuple[int, int]] = field(default_factory=set)


def read_xlsx(content: bytes) -> Table:
    """Return the table of the first visible sheet that names our columns, or else of the first; raise FaultySheet."""
    package = open_package(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        tried = [_read(package, sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    except _TROUBLE as error:
        raise broken() from error
    if not tried:
        raise broken()
    rows, marks = next(((rows, marks) for rows, marks in tried if heading_place(rows) is not None), tried[0])
    place = heading_place(rows)
    if place is not None:
        _refuse_merged_headings(rows[place][0], marks)
    table = table_of(Kind.XLSX, rows)
    return replace(table, notes=list(_notes(table, marks)))


def _read(package: zipfile.ZipFile, sheet: Any) -> tuple[Rows, Marks]:
    # openpyxl's reader in slices tells values alone: what hides or merges them stands in the same file of the package.
    with package.open(sheet._worksheet_path) as file:
        marks = _marks(file)
    if marks.last_row > LAST_ROW:
        message = gettext_noop("Row %(row)s is too far down. Move the rows up, under the headings.")
        raise FaultySheet(message=message, data={"row": marks.last_row})
    sheet.reset_dimensions()
    rows: Rows = []
    for number, values in enumerate(sheet.iter_rows(max_row=max(marks.last_row, 1), values_only=True), 1):
        refuse_too_wide(_used(values))
        cells = [_cell(value, (number, place) in marks.unreckoned) for place, value in enumerate(values, 1)]
        if any(cells):
            rows.append((number, cells))
            if len(rows) > MOST_ROWS + HEADING_WITHIN:
                refuse_too_long(len(rows))
    return rows, marks


def _used(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """The cells up to the last that is filled in; far beyond it there may be empty ones with a colour."""
    for place in range(len(values), 0, -1):
        if values[place - 1] is not None:
            return values[:place]
    return ()


def _cell(value: Any, is_unreckoned: bool) -> Cell:
    if value is None:
        return Unread("=") if is_unreckoned else ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        # A spreadsheet reckons with 15 digits: 0.1 + 0.2 is 0.3 there.
        return Decimal(f"{value:.15g}") if value == value and abs(value) < 1e30 else str(value)
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value
    return without_safeguard(str(value).strip()) if not isinstance(value, timedelta | time) else str(value)


def _marks(file: IO[bytes]) -> Marks:
    marks = Marks()
    for name, element in _elements(file):
        if name == "row":
            _mark_row(marks, element)
            element.clear()
        elif name == "mergeCell":
            marks.merged.append(element.get("ref", ""))
    return marks


def _elements(file: IO[bytes]) -> Iterator[tuple[str, Any]]:
    for _event, element in iterparse(file, forbid_dtd=True):
        yield element.tag.removeprefix(_MAIN).removeprefix(_STRICT), element


def _mark_row(marks: Marks, row: Any) -> None:
    number = int(row.get("r") or marks.last_row + 1)
    filled = False
    for place, cell in enumerate(row, 1):
        kinds = {each.tag.rpartition("}")[2]: each for each in cell}
        value = "is" in kinds or ("v" in kinds and bool(kinds["v"].text))
        filled |= value or "f" in kinds
        if "f" in kinds and not value:
            marks.unreckoned.add((number, range_boundaries(cell.get("r"))[0] if cell.get("r") else place))
    if filled:
        marks.last_row = max(number, marks.last_row)
        if row.get("hidden") in ("1", "true"):
            marks.hidden.add(number)


def _refuse_merged_headings(row: int, marks: Marks) -> None:
    for ref in marks.merged:
        _left, top, _right, bottom = range_boundaries(ref)
        if top <= row <= bottom:
            message = gettext_noop(
                "Cells of the headings are merged (%(cells)s), so that a column has no heading of its own. "
                "Unmerge them."
            )
            raise FaultySheet(message=message, data={"cells": ref})


def _notes(table: Table, marks: Marks) -> Iterator[Fault]:
    numbers = {number for number, _cells in table.rows}
    hidden = sorted(marks.hidden & numbers)
    if hidden:
        message = gettext_noop("Rows that are hidden in your sheet were read like all others: %(rows)s.")
        yield Fault(message, data={"rows": _listed(hidden)})
    merged = [ref for ref in marks.merged if range_boundaries(ref)[3] > table.heading_row]
    if merged:
        message = gettext_noop(
            "Of merged cells (%(cells)s) only the first one has a value: unmerge them and fill in each."
        )
        yield Fault(message, data={"cells": ", ".join(merged[:5])})


def _listed(numbers: list[int], most: int = 10) -> str:
    shown = ", ".join(map(str, numbers[:most]))
    return f"{shown} …" if len(numbers) > most else shown
