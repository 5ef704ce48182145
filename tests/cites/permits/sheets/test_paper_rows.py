"""Rows of old series: whatever stands in a cell, it is read or said to be wrong, and breaks nothing."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.permits.sheets.codes import CodeList, Entry
from cites.permits.sheets.faults import FaultySheet
from cites.permits.sheets.paper_columns import PAPER_COLUMNS, paper_places
from cites.permits.sheets.paper_rows import PaperReader
from cites.permits.sheets.table import Cell

TODAY = date(2026, 11, 28)
LISTS = {"document_type": CodeList([Entry("EXP", ("Export permit", "Permis d’exportation"))])}
HEADINGS = [column.en for column in PAPER_COLUMNS]
READER = PaperReader(paper_places(HEADINGS), LISTS, TODAY, "BB")
GOOD: list[Cell] = [
    "bb 98 41",
    "export permit",
    "1998-03-02",
    date(1998, 9, 1),
    "",
    "Carlisle Bay",
    "",
    "",
    "",
    "",
    "",
    "ii",
]
CELLS = st.one_of(st.text(max_size=30), st.decimals(allow_nan=False, allow_infinity=False), st.dates())


def test_a_row_is_read_as_people_write_it() -> None:
    said = READER.read(GOOD).said
    assert (said["number"], said["document_type"], said["appendix"]) == ("BB9841", "EXP", "II")
    assert (said["issued_on"], said["valid_until"], said["exporter_country"]) == ("1998-03-02", "1998-09-01", "BB")


@given(st.lists(CELLS, max_size=14))
def test_no_cell_breaks_the_reading_and_each_column_is_said_or_faulty(cells: list[Cell]) -> None:
    facts = READER.read(cells)
    wrong = {fault.column for fault in facts.faults}
    assert {column.name for column in PAPER_COLUMNS} == set(facts.said) | wrong


@given(st.integers(min_value=0, max_value=11), CELLS)
def test_days_that_are_read_are_in_order_and_past(place: int, cell: Cell) -> None:
    facts = READER.read([*GOOD[:place], cell, *GOOD[place + 1 :]])
    if not facts.faults:
        assert facts.said["issued_on"] <= facts.said["valid_until"]
        assert date.fromisoformat(facts.said["issued_on"]) <= TODAY


def test_a_number_in_a_cell_of_numbers_is_a_text() -> None:
    assert READER.read([Decimal(41), *GOOD[1:]]).said["number"] == "41"


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_headings_are_found_in_each_language_and_a_missing_one_is_said(language: str) -> None:
    headings = [column.heading(language) for column in PAPER_COLUMNS]
    assert paper_places(headings) == {column.name: place for place, column in enumerate(PAPER_COLUMNS)}
    with pytest.raises(FaultySheet):
        paper_places(headings[1:])
