"""One row of a sheet as the answers of a line, and what is wrong with each of its cells."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from cites.permits.rules.days import too_early
from cites.permits.rules.import_permits import QUANTITY
from cites.permits.rules.quantities import NUMBER_OF_SPECIMENS
from cites.permits.sheets.codes import CodeList, TwoCodes
from cites.permits.sheets.columns import COMMON_NAME, DAYS, LINE_COLUMNS, TAXON
from cites.permits.sheets.days import NotADay, TwoDays, read_day
from cites.permits.sheets.faults import Fault
from cites.permits.sheets.numbers import NotANumber, TwoNumbers, decimal_mark, read_quantity
from cites.permits.sheets.table import Cell, Plain, Table, Unread, text_of
from kernel.text import gettext_noop, without_unseen_signs

MOST: Final = Decimal(1_000_000_000)
MOST_DECIMALS: Final = 6
_ERROR: Final = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)", re.ASCII)
_SHORTENED: Final = re.compile(r"\d([.,]\d+)?E\+\d+", re.ASCII | re.IGNORECASE)

TOO_LARGE = gettext_noop("This quantity is too large for one permit: check the number and the unit")
TOO_FINE = gettext_noop("Enter the quantity with at most six decimals")
NOTHING = gettext_noop("The quantity must be more than nothing")
ACQUIRED_IN_THE_FUTURE = gettext_noop("The date of acquisition must not be in the future")
IN_THE_FUTURE = gettext_noop("The date must not be in the future")
NEEDED: Final = {
    "term": gettext_noop("Choose the kind of specimen"),
    "quantity": gettext_noop("Enter the quantity"),
    "source": gettext_noop("Choose the source"),
    "country_of_origin": gettext_noop("Choose the country of origin"),
}
_SOURCE: Final = gettext_noop(
    "“%(text)s” is not in the list of sources: write its letter, such as W for wild or C for bred in captivity"
)
_COUNTRY: Final = gettext_noop("“%(text)s” is not in the list of countries: write its two letters, such as FJ for Fiji")
UNKNOWN: Final = {
    "term": gettext_noop(
        "“%(text)s” is not in the list of kinds of specimen: write its code, such as SHE for shells, or its name as "
        "the list has it"
    ),
    "unit": gettext_noop(
        "“%(text)s” is not in the list of units: write its code, such as NAR for a number of specimens or KGM for kg"
    ),
    "source": _SOURCE,
    "source2": _SOURCE,
    "country_of_origin": _COUNTRY,
    "reexport_country": _COUNTRY,
    "sex": gettext_noop("“%(text)s” is not understood: write F, M, B for both, or U where the sex is not known"),
}
NEEDED_WITH: Final = {
    "O": ("source2", gettext_noop("Choose a second source: where the specimens came from before")),
    "U": ("justification", gettext_noop("Say why the source is unknown")),
}


class _Wrong(ValueError):
    """A cell cannot be read."""

    def __init__(self, message: str, **data: Any) -> None:
        super().__init__(message)
        self.message, self.data = message, data


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row: its number in the sheet, its cells as plain data, the answers that could be read, and what is wrong."""

    number: int
    cells: list[Plain]
    answers: dict[str, Any]
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class RowReader:
    """Reads rows of one table; ``mark`` is the decimal mark, ``here`` the country that is meant where none is named.

    It is blank where each row has to name one. ``strict`` where the person has said how numbers are written.
    """

    columns: Mapping[str, int]
    width: int
    lists: Mapping[str, CodeList]
    today: date
    here: str
    mark: str = ""
    strict: bool = False

    def read(self, number: int, cells: list[Cell]) -> ReadRow:
        """Return what one row says; nothing in it can break another one."""
        row = ReadRow(number, [_plain(cell) for cell in cells], {})
        for column in LINE_COLUMNS:
            try:
                row.answers[column.name] = self._answer(column.name, column.longest, self._cell(column.name, cells))
            except _Wrong as wrong:
                row.faults.append(Fault(wrong.message, column.name, wrong.data))
        row.faults.extend(self._faults_of_row(row))
        row.notes.extend(self._taken_for_granted(row))
        return row

    def _cell(self, name: str, cells: list[Cell]) -> Cell:
        place = self.columns.get(name, len(cells))
        cell = cells[place] if place < len(cells) else ""
        if isinstance(cell, Unread):
            raise _Wrong(
                gettext_noop("This formula has no value yet: open the file in your spreadsheet program and save it")
            )
        if isinstance(cell, str) and _ERROR.fullmatch(cell):
            raise _Wrong(gettext_noop("This cell holds the error %(text)s of a formula"), text=cell)
        return cell

    def _answer(self, name: str, longest: int, cell: Cell) -> Any:
        if name == "quantity":
            return self._quantity(cell)
        if name == QUANTITY:
            return "" if not text_of(cell) else f"{self._quantity(cell):f}"  # kept as its page keeps it, as text
        if name in DAYS:
            return self._past_day(name, cell)
        if name in UNKNOWN:
            return self._code(name, text_of(cell))
        return _text(text_of(cell), longest or 200)

    def _quantity(self, cell: Cell) -> Decimal:
        number = cell if isinstance(cell, Decimal) else self._number(text_of(cell))
        if number <= 0:
            raise _Wrong(NOTHING)
        if number > MOST:
            raise _Wrong(TOO_LARGE)
        if -number.normalize().as_tuple().exponent > MOST_DECIMALS:  # type: ignore[operator]  # finite by now
            raise _Wrong(TOO_FINE)
        return number

    def _number(self, text: str) -> Decimal:
        if not text:
            raise _Wrong(NEEDED["quantity"])
        try:
            return read_quantity(text, self.mark, strict=self.strict)
        except NotANumber:
            message = gettext_noop(
                "“%(text)s” is not a number in figures: write the number alone, and its unit in the column of units"
            )
            raise _Wrong(message, text=text[:40]) from None
        except TwoNumbers as two:
            message = gettext_noop(
                "“%(text)s” may be %(first)s or %(second)s: say above how numbers are written, "
                "or write it without separators"
            )
            raise _Wrong(message, text=text, first=f"{two.first:f}", second=f"{two.second:f}") from None

    def _past_day(self, name: str, cell: Cell) -> date | None:
        if not cell:
            return None
        day = cell if isinstance(cell, date) else _day(text_of(cell))
        if day > self.today:
            raise _Wrong(ACQUIRED_IN_THE_FUTURE if name == "acquired_on" else IN_THE_FUTURE)
        if message := too_early(name, day, self.today):
            raise _Wrong(message)
        return day

    def _code(self, name: str, text: str) -> str:
        if not text:
            return self._without_code(name)
        try:
            code = self.lists[name].find(text)
        except TwoCodes as two:
            raise _Wrong(
                gettext_noop("“%(text)s” may mean %(codes)s: write the code"), text=text, codes=str(two)
            ) from None
        if not code:
            raise _Wrong(UNKNOWN[name], text=text[:60])
        return code

    def _without_code(self, name: str) -> str:
        if name in NEEDED and not (name == "country_of_origin" and self.here):
            raise _Wrong(NEEDED[name])
        return {"country_of_origin": self.here, "unit": NUMBER_OF_SPECIMENS}.get(name, "")

    def _faults_of_row(self, row: ReadRow) -> Iterator[Fault]:
        wrong = {fault.column for fault in row.faults}
        if not wrong & {TAXON, COMMON_NAME} and not (row.answers[TAXON] or row.answers[COMMON_NAME]):
            yield Fault(gettext_noop("Enter the scientific name"), TAXON)
        name, message = NEEDED_WITH.get(row.answers.get("source", ""), ("", ""))
        if name and name not in wrong and not row.answers.get(name):
            yield Fault(message, name)
        if any(cell != "" for cell in row.cells[self.width :]):
            yield Fault(
                gettext_noop(
                    "This row has more cells than there are headings: a comma in a text or a number "
                    "has to stand in quotation marks"
                )
            )

    def _taken_for_granted(self, row: ReadRow) -> Iterator[Fault]:
        if read := self._read_by_the_rest(row):
            text, number = read
            yield Fault(gettext_noop("“%(text)s” is read as %(number)s, by the decimal mark of the other quantities"),
                        "quantity", {"text": text[:40], "number": f"{number:f}"})  # fmt: skip
        if self.here and self._is_empty("country_of_origin", row):
            yield Fault(gettext_noop("No country of origin: it is taken to be %(country)s"), "country_of_origin",
                        {"country": self.here})  # fmt: skip
        if self._is_empty("unit", row):
            yield Fault(gettext_noop("No unit: it is taken to be a number of specimens"), "unit")

    def _read_by_the_rest(self, row: ReadRow) -> tuple[str, Decimal] | None:
        """What a quantity says that could be two numbers, where the other rows decided and nobody in person."""
        place, number = self.columns["quantity"], row.answers.get("quantity")
        text = row.cells[place] if place < len(row.cells) else ""
        if self.strict or number is None or not isinstance(text, str):
            return None
        try:
            read_quantity(text)
        except TwoNumbers:
            return text, number
        except NotANumber:
            return None
        return None

    def _is_empty(self, name: str, row: ReadRow) -> bool:
        place = self.columns.get(name, len(row.cells))
        return place >= len(row.cells) or row.cells[place] == ""


def row_reader(table: Table, lists: Mapping[str, CodeList], *, today: date, here: str, mark: str = "") -> RowReader:
    """Return what reads the rows of a table; ``mark`` is the decimal mark that the person named, if any."""
    place = table.columns["quantity"]
    texts = [cells[place] for _number, cells in table.rows if place < len(cells)]
    shown = decimal_mark(text for text in texts if isinstance(text, str) and not isinstance(text, Unread))
    return RowReader(table.columns, len(table.headings), lists, today, here, mark or shown, strict=bool(mark))


def _plain(cell: Cell) -> Plain:
    """A cell as it can be kept and written again: numbers stay numbers."""
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return text_of(cell)


def _text(text: str, longest: int) -> str:
    if _SHORTENED.fullmatch(text):
        raise _Wrong(
            gettext_noop(
                "The spreadsheet has shortened this number to %(text)s: give the cell the format “text” "
                "and enter it anew"
            ),
            text=text,
        )
    seen = " ".join(without_unseen_signs(text).replace("\0", "").split())
    if len(seen) > longest:
        raise _Wrong(
            gettext_noop("This text has %(length)s letters: shorten it to %(most)s"), length=len(seen), most=longest
        )
    return seen


def _day(text: str) -> date:
    try:
        return read_day(text)
    except NotADay:
        raise _Wrong(gettext_noop("“%(text)s” is not a day: write it as 2026-11-28"), text=text[:40]) from None
    except TwoDays:
        message = gettext_noop("“%(text)s” may be two days: write the year first, such as 2026-11-28")
        raise _Wrong(message, text=text) from None
