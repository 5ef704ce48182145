"""A sheet that cannot be read is refused with what to change; a bomb is never unpacked."""

import csv
import io
import zipfile
from typing import Any

import pytest

from cites.permits.sheets.faults import FaultySheet
from cites.permits.sheets.reading import kind_of, read_table
from cites.permits.sheets.table import MOST_COLUMNS, MOST_ROWS, Kind
from tests.factories.sheets import GOOD, a_row, as_cells, as_csv, as_xlsx

SHEET = "xl/worksheets/sheet1.xml"


def refusal(content: bytes, kind: Kind | None = None) -> str:
    with pytest.raises(FaultySheet) as refused:
        read_table(content, kind or kind_of(content) or Kind.CSV)
    return str(refused.value)


def changed(content: bytes, **files: bytes) -> bytes:
    """The same workbook with other files in it; `sheet1` stands for its only sheet."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, files.get(name.rpartition("/")[2].removesuffix(".xml"), old.read(name)))
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "No row names the columns"),
        (b"one,two\n1,2\n", "No row names the columns"),
        (as_csv(as_cells([])), "nothing under the headings"),
        (as_csv([["Scientific name", "Quantity"], ["a", "1"]]), "Kind of specimen, Source"),
        (as_csv([[*GOOD, "source"], []]), "Two columns mean the same"),
        (as_csv([*as_cells([]), *([["x"]] * (MOST_ROWS + 1))]), "more than 5000 rows"),
        (as_csv([*as_cells([a_row()]), ["x"] * (MOST_COLUMNS + 1)]), "more than 100 columns"),
        (as_csv(as_cells([a_row()])) + b'"' + b"x" * 200_000, "quotation mark"),
        (b"\0\1\2\3" * 100, "neither a CSV nor an XLSX"),
        (b"PK\x03\x04 and no more", "cannot be read"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_it_says_what_to_change(content: bytes, words: str) -> None:
    assert words in refusal(content)


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x89PNG\r\n"])
def test_other_kinds_of_files_are_no_sheets(content: bytes) -> None:
    assert kind_of(content) is None


def test_merged_headings_are_refused_with_their_cells() -> None:
    assert "B1:C1" in refusal(as_xlsx(as_cells([a_row()]), merged=["B1:C1"]))


def test_hidden_rows_are_read_and_told() -> None:
    table = read_table(as_xlsx(as_cells([a_row(), a_row()]), hidden=[3]), Kind.XLSX)
    assert [number for number, _cells in table.rows] == [2, 3]
    assert [str(note.data["rows"]) for note in table.notes] == ["3"]


def test_a_formula_without_a_value_is_a_fault_of_its_cell() -> None:
    table = read_table(as_xlsx(as_cells([a_row(quantity="=1+1")])), Kind.XLSX)
    assert type(table.rows[0][1][list(GOOD).index("quantity")]).__name__ == "Unread"


def rows_of_xml(rows: str) -> bytes:
    return f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'.encode()


BOMBS: dict[str, Any] = {
    "a sheet that grows": lambda: rows_of_xml("<row/>" * 1_500_000),
    "entities": lambda: b'<!DOCTYPE a [<!ENTITY b "c">]>' + rows_of_xml('<row r="1"><c r="A1"><v>1</v></c></row>'),
    "a row far down": lambda: rows_of_xml('<row r="99999999"><c r="A99999999"><v>1</v></c></row>'),
    "a cell far right": lambda: rows_of_xml('<row r="1"><c r="XFD1"><v>1</v></c></row>'),
    "no XML": lambda: b"<worksheet",
}


@pytest.mark.parametrize("make", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_refused_at_once(make: Any) -> None:
    assert refusal(changed(as_xlsx(as_cells([a_row()])), sheet1=make()))


def test_merging_the_whole_sheet_costs_nothing() -> None:
    merged = rows_of_xml('<row r="1"><c r="A1"><v>1</v></c></row>').replace(
        b"</worksheet>", b'<mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells></worksheet>'
    )
    assert "No row names the columns" in refusal(changed(as_xlsx(as_cells([a_row()])), sheet1=merged))


def test_a_lost_quotation_mark_is_told_whatever_others_in_the_process_may_read() -> None:
    before = csv.field_size_limit(10_000_000)
    try:
        assert "quotation mark" in refusal(as_csv(as_cells([a_row()])) + b'"' + b"x" * 200_000)
    finally:
        csv.field_size_limit(before)
