"""Reading CSV, in whichever encoding and with whichever separator a spreadsheet has written it."""

import csv
import io
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from itertools import islice
from typing import Final

from cites.permits.sheets.columns import recognised
from cites.permits.sheets.faults import FaultySheet
from cites.permits.sheets.safe import without_safeguard
from cites.permits.sheets.table import (
    HEADING_WITHIN,
    MOST_ROWS,
    Cell,
    Kind,
    Rows,
    Table,
    refuse_too_long,
    refuse_too_wide,
    table_of,
)
from kernel.text import gettext_noop

SEPARATORS: Final = (",", ";", "\t")
_MARKED: Final = {BOM_UTF8: "utf-8-sig", BOM_UTF16_LE: "utf-16", BOM_UTF16_BE: "utf-16"}
_SAID: Final = "sep="
LONGEST_CELL: Final = 100_000
"""Letters of a cell; a quotation mark without its partner makes one of the rest of the file."""


def read_csv(content: bytes) -> Table:
    """Return the table in a CSV of UTF-8, UTF-16 or Windows-1252, separated by comma, semicolon or tab.

    Raises FaultySheet.
    """
    text = decoded(content)
    first, _, rest = text.partition("\n")
    if first.strip().casefold().startswith(_SAID):
        return table_of(Kind.CSV, _parsed(rest, _said_separator(first), first_row=2))
    return table_of(Kind.CSV, _parsed(text, _separator(text), first_row=1))


def separator_of(content: bytes) -> str:
    """Return what separates the cells of such a CSV; raise FaultySheet."""
    text = decoded(content)
    first = text.partition("\n")[0]
    return _said_separator(first) if first.strip().casefold().startswith(_SAID) else _separator(text)


def decoded(content: bytes) -> str:
    """Return the text of a file; raise FaultySheet where it is none."""
    encoding = next((name for mark, name in _MARKED.items() if content.startswith(mark)), "") or _guessed(content)
    try:
        text = content.decode(encoding)
    except UnicodeError:
        # The five bytes that Windows-1252 leaves open are nobody's letters.
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise FaultySheet(message=gettext_noop("This file is neither a CSV nor an XLSX, whatever its name says."))
    return text


def _guessed(content: bytes) -> str:
    """UTF-16 without a mark shows in the empty half of its letters."""
    start = content[:200]
    if start[1::2].count(0) > len(start) // 4:
        return "utf-16-le"
    return "utf-16-be" if start[::2].count(0) > len(start) // 4 else "utf-8"


def _said_separator(line: str) -> str:
    return line.strip("\r")[len(_SAID) :][:1] or "\t"


def _separator(text: str) -> str:
    """The separator with which the most headings are known, then the one with the most cells."""

    def worth(separator: str) -> tuple[int, int]:
        rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), HEADING_WITHIN))
        return max((len(recognised(row, strict=False)), len(row)) for row in rows) if rows else (0, 0)

    try:
        return max(SEPARATORS, key=worth)
    except csv.Error as error:
        raise _unreadable(1) from error


def _parsed(text: str, separator: str, first_row: int) -> Rows:
    """Rows as a spreadsheet numbers them, which counts a cell of several lines once."""
    reader, rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator), []
    try:
        for number, row in enumerate(reader, first_row):
            refuse_too_wide(row)
            # The module's own limit belongs to the whole process, and whoever reads longer files raises it.
            if any(len(cell) > LONGEST_CELL for cell in row):
                raise _unreadable(reader.line_num)
            cells: list[Cell] = [without_safeguard(cell.strip()) for cell in row]
            if any(cells):
                rows.append((number, cells))
                refuse_too_long(len(rows) - HEADING_WITHIN if len(rows) <= MOST_ROWS + HEADING_WITHIN else len(rows))
    except csv.Error as error:
        raise _unreadable(reader.line_num) from error
    return rows


def _unreadable(line: int) -> FaultySheet:
    message = gettext_noop("The CSV breaks off at line %(line)s: look for a quotation mark without its partner.")
    return FaultySheet(message=message, data={"line": line})
