"""Reading a sheet of either kind, told by its content and never by its name."""

from typing import Final

from cites.permits.sheets.delimited import read_csv
from cites.permits.sheets.table import Kind, Table
from cites.permits.sheets.workbook import read_xlsx

_PACKED: Final = b"PK\x03\x04"
_OLD: Final = b"\xd0\xcf\x11\xe0"  # an XLS, or an XLSX under a password


def kind_of(content: bytes) -> Kind | None:
    """Return how a sheet is written; None for an XLS of old, a PDF or a picture."""
    if content.startswith(_PACKED):
        return Kind.XLSX
    return None if content.startswith((_OLD, b"%PDF", b"\x89PNG", b"\xff\xd8", b"GIF8", b"MZ")) else Kind.CSV


def read_table(content: bytes, kind: Kind) -> Table:
    """Return the headings and rows of a sheet; raise FaultySheet."""
    return read_xlsx(content) if kind is Kind.XLSX else read_csv(content)
