"""Tables in text files whose separator, headings and encoding vary."""

import csv
import gzip
import hashlib
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any, Final, cast

from cites.species.imports.errors import NotThisFile
from cites.species.imports.nodes import text
from kernel.text import gettext_noop

EMPTY = gettext_noop("The file has no headings.")
LACKS = gettext_noop("The file has no column for %(columns)s.")
NO_TEXT = gettext_noop("The file is not text in UTF-8, or it breaks off.")
_ZIPPED = b"\x1f\x8b"
BROKEN_OFF: Final = (EOFError, OSError, zlib.error)
"""What reading a file raises that breaks off, or of which a part is spoilt."""
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Measure:
    """The digest of a file's bytes, and the number of its lines."""

    digest: str
    lines: int


def measure(path: Path) -> Measure:
    """Read a file through once; raises NotThisFile when it breaks off."""
    digest = hashlib.sha256()
    with path.open("rb") as raw:
        while piece := raw.read(_PIECE):
            digest.update(piece)
    lines, last = 0, b"\n"
    try:
        with opened(path) as file:
            while piece := file.read(_PIECE):
                lines, last = lines + piece.count(b"\n"), piece
    except BROKEN_OFF as fault:
        raise NotThisFile(NO_TEXT) from fault
    return Measure(digest.hexdigest(), lines + (not last.endswith(b"\n")))


def opened(path: Path) -> IO[bytes]:
    """Open a file, unpacking it where it is packed."""
    with path.open("rb") as file:
        packed = file.read(2) == _ZIPPED
    return cast("IO[bytes]", gzip.open(path)) if packed else path.open("rb")


class Row:
    """One row, whose cells are found by what their headings say."""

    def __init__(self, place: int, cells: Mapping[str, str]) -> None:
        self.place = place
        self._cells = cells

    def cell(self, *headings: str) -> str:
        """Return the first cell under one of these headings that is not empty, or nothing."""
        return next((found for each in headings if (found := text(self._cells.get(each)))), "")

    def has(self, *headings: str) -> bool:
        """Tell whether the table has a column of one of these headings."""
        return any(each in self._cells for each in headings)

    def cells(self, pattern: str) -> Iterator[tuple[str, str]]:
        """Yield heading and cell of each column whose heading fits, in the table's order."""
        for heading, value in self._cells.items():
            if re.fullmatch(pattern, heading) and text(value):
                yield heading, text(value)

    @property
    def is_empty(self) -> bool:
        """Whether no cell says anything."""
        return not any(text(value) for value in self._cells.values())


def rows(path: Path, *, after: int, needed: Mapping[str, tuple[str, ...]]) -> Iterator[Row]:
    """Yield the rows that end below line ``after``; raises NotThisFile when a needed column is missing."""
    csv.field_size_limit(_PIECE)
    with opened(path) as raw, TextIOWrapper(raw, encoding="utf-8-sig", newline="") as file:
        try:
            reader = _table(file)
            headings = [heading_of(cell) for cell in next(reader, [])]
            _check(headings, needed)
            for cells in reader:
                if reader.line_num > after:
                    yield Row(reader.line_num, dict(zip(headings, cells, strict=False)))
        except (UnicodeDecodeError, csv.Error, *BROKEN_OFF) as fault:
            raise NotThisFile(NO_TEXT) from fault


def _table(file: TextIOWrapper) -> Any:
    """Return a reader that separates as the headings do, and stands before them."""
    first = file.readline()
    file.seek(0)
    return csv.reader(file, delimiter=max(",;\t", key=first.count))


def heading_of(cell: str) -> str:
    """Return a heading without case, spaces and signs: ``Rank Name`` and ``RankName`` are the same."""
    return re.sub(r"[^a-z0-9]", "", cell.casefold())


def _check(headings: list[str], needed: Mapping[str, tuple[str, ...]]) -> None:
    if not any(headings):
        raise NotThisFile(EMPTY)
    lacking = [name for name, ways in needed.items() if not set(ways) & set(headings)]
    if lacking:
        raise NotThisFile(LACKS, columns=", ".join(lacking))
