"""A sheet as it was read: its headings, and the rows under them with the numbers that a spreadsheet shows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from cites.permits.sheets.columns import recognised
from cites.permits.sheets.faults import Fault, FaultySheet
from kernel.text import gettext_noop

MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 100
HEADING_WITHIN: Final = 20  # rows from the top: a title or two may stand above
LEAST_HEADINGS: Final = 2


class Unread(str):
    """A cell whose value the file does not hold: a formula that nobody reckoned."""


Cell = str | Decimal | date
"""Text, a number, or a day; an empty cell is an empty text."""
Plain = str | int | float
"""A cell as JSON keeps it."""
Rows = list[tuple[int, list[Cell]]]


class Kind(StrEnum):
    """How a sheet is written."""

    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Table:
    """The headings and the rows that are not empty; ``columns`` tells where each of ours stands."""

    kind: Kind
    heading_row: int
    headings: list[str]
    columns: dict[str, int]
    rows: Rows
    notes: list[Fault] = field(default_factory=list)


def table_of(kind: Kind, rows: Rows) -> Table:
    """Return the table in these rows; raise FaultySheet where no row names our columns, or there are too many."""
    place = heading_place(rows)
    if place is None:
        raise FaultySheet(
            message=gettext_noop(
                "No row names the columns. Put a heading over each column, as in the template: "
                "“Scientific name”, “Quantity” …"
            )
        )
    number, heading = rows[place]
    headings = [text_of(cell) for cell in heading]
    columns = recognised(headings)
    under = [(each, cells) for each, cells in rows[place + 1 :] if any(cells)]
    _refuse_without_rows(under)
    return Table(kind, number, headings, columns, under)


def heading_place(rows: Rows) -> int | None:
    """Return which of the first rows has the most headings that we know, or None."""
    counted = [(len(_known(cells)), -place) for place, (_number, cells) in enumerate(rows[:HEADING_WITHIN])]
    most, place = max(counted, default=(0, 0))
    return -place if most >= LEAST_HEADINGS else None


def text_of(cell: Cell) -> str:
    """Return a cell as text: a number without needless digits, a day as 2026-11-28."""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()


def refuse_too_wide(cells: Sequence[object]) -> None:
    """Raise FaultySheet for a row with more cells than any list of specimens has."""
    if len(cells) > MOST_COLUMNS:
        message = gettext_noop("The sheet has more than %(most)s columns. Keep those of the template.")
        raise FaultySheet(message=message, data={"most": MOST_COLUMNS})


def refuse_too_long(rows: int) -> None:
    """Raise FaultySheet for more rows than are read at a time."""
    if rows > MOST_ROWS:
        message = gettext_noop(
            "The sheet has more than %(most)s rows. Split it, and make an application for each part."
        )
        raise FaultySheet(message=message, data={"most": MOST_ROWS})


def _refuse_without_rows(rows: Rows) -> None:
    if not rows:
        raise FaultySheet(message=gettext_noop("There is nothing under the headings. Fill in a row for each line."))
    refuse_too_long(len(rows))


def _known(cells: list[Cell]) -> set[str]:
    return set(recognised([text_of(cell) for cell in cells], strict=False))
