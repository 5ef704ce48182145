"""A sheet says the same in whichever format, language, order and encoding; a broken cell breaks its row alone."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from cites.permits.sheets.columns import LINE_COLUMNS, named
from cites.permits.sheets.reading import kind_of, read_table
from cites.permits.sheets.rows import ReadRow, row_reader
from cites.permits.sheets.table import Table
from tests.factories.sheets import GOOD, LISTS, a_row, as_cells, as_csv, as_xlsx
from tests.thorough import often

TODAY = date(2026, 11, 28)
ORDERS = some.permutations(list(GOOD))
LANGUAGES = some.sampled_from(["en", "fr", "es"])
TEXTS = some.text("abcé Ñ-;,'\"=+@0129ñ", max_size=20).map(lambda text: " ".join(text.split()))
CODES = {"term": ["SHE", "shells", "coquilles", "Carne", "SHE - shells"], "unit": ["NAR", "kg", "Kilogrammes"],
         "source": ["W", "wild", "C"], "country_of_origin": ["BB", "Barbade", "fiji"]}  # fmt: skip
ROWS = some.fixed_dictionaries(
    {
        **{name: some.sampled_from(words) for name, words in CODES.items()},
        "scientific_name": some.sampled_from(["Aliger gigas", "Strombus gigas", "Caméléon"]),
        "quantity": some.decimals("0.01", "99999", places=2).map(str),
        "marks": TEXTS.filter(lambda text: not text.startswith("'")),
        "description": TEXTS.filter(lambda text: not text.startswith("'")),
    }
)
SOME_ROWS = some.lists(ROWS, min_size=1, max_size=4)
FORMATS = some.sampled_from(
    [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16"), (";", "cp1252"), (",", "utf-16-le"), ("\t", "utf-8")]
)
CAPITALS = some.sampled_from(
    [str, str.upper, str.lower, lambda text: f"  {text} *", lambda text: f"{text} [see the note]"]
)


def read(content: bytes, mark: str = "") -> list[ReadRow]:
    table = table_in(content)
    reader = row_reader(table, LISTS, today=TODAY, here="BB", mark=mark)
    return [reader.read(number, cells) for number, cells in table.rows]


def table_in(content: bytes) -> Table:
    kind = kind_of(content)
    assert kind is not None
    return read_table(content, kind)


def said(rows: list[ReadRow]) -> list[Any]:
    return [(row.answers, row.faults) for row in rows]


@given(SOME_ROWS, ORDERS, LANGUAGES, FORMATS, CAPITALS)
def test_the_same_rows_are_read_from_any_csv(rows: Any, order: Any, language: str, form: Any, capitals: Any) -> None:
    separator, encoding = form
    plain = read(as_csv(as_cells(rows)))
    cells = as_cells(rows, order, language)
    cells[0] = [capitals(heading) for heading in cells[0]]
    assert said(read(as_csv(cells, separator, encoding))) == said(plain)


@given(SOME_ROWS, ORDERS, LANGUAGES)
@settings(max_examples=often(25))
def test_the_same_rows_are_read_from_a_workbook(rows: Any, order: Any, language: str) -> None:
    cells = as_cells(rows, order, language)
    for row in cells[1:]:
        row[order.index("quantity")] = float(row[order.index("quantity")])
    book = as_xlsx([["" if str(value).startswith("=") else value for value in row] for row in cells])
    plain = as_cells([{name: "" if value.startswith("=") else value for name, value in row.items()} for row in rows])
    assert said(read(book)) == said(read(as_csv(plain)))


@given(
    SOME_ROWS,
    some.integers(0, 3),
    some.sampled_from(["term", "quantity", "unit", "source", "country_of_origin"]),
    TEXTS,
)
def test_a_broken_cell_breaks_its_row_alone(rows: Any, place: int, column: str, text: str) -> None:
    place %= len(rows)
    before = read(as_csv(as_cells(rows)))
    broken = [{**row, column: f"?{text}"} if each == place else row for each, row in enumerate(rows)]
    after = read(as_csv(as_cells(broken)))
    assert [fault.column for fault in after[place].faults] == [column]
    assert [each for each in said(after) if each is not said(after)[place]][:place] == said(before)[:place]
    assert said(after)[place + 1 :] == said(before)[place + 1 :]


@pytest.mark.parametrize("column", LINE_COLUMNS, ids=lambda column: column.name)
def test_every_spelling_of_a_heading_names_its_column(column: Any) -> None:
    assert {named(spelling) for spelling in (column.en, column.fr, column.es, *column.also)} == {column.name}


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", "12"), ("2.5", "2.5"), ("2,5", "2.5"), ("1 250,5", "1250.5"), ("1.250,5", "1250.5"), ("1,250.5", "1250.5"),
     ("1'250.5", "1250.5"), ("1,250,000", "1250000"), ("0,125", "0.125"), ("1\u202f250", "1250"), ("0.125000", "0.125")],
)  # fmt: skip
def test_a_quantity_is_read_as_it_is_meant(text: str, number: str) -> None:
    (row,) = read(as_csv(as_cells([a_row(quantity=text)])))
    assert row.faults == []
    assert row.answers["quantity"] == Decimal(number)


@pytest.mark.parametrize("text", ["", "twelve", "1e5", "0", "-2", "12 kg", "1_000", "١٢", "2.1234567", "99999999999"])
def test_what_is_no_quantity_is_said_to_be_none(text: str) -> None:
    (row,) = read(as_csv(as_cells([a_row(quantity=text)])))
    assert [fault.column for fault in row.faults] == ["quantity"]


def test_a_quantity_that_may_be_two_numbers_is_asked_about() -> None:
    rows = [a_row(quantity="1,250")]
    (unsure,) = read(as_csv(as_cells(rows)))
    assert "1250" in unsure.faults[0].message % unsure.faults[0].data
    assert "1.250" in unsure.faults[0].message % unsure.faults[0].data
    assert read(as_csv(as_cells(rows)), mark=".")[0].answers["quantity"] == Decimal(1250)
    assert read(as_csv(as_cells(rows)), mark=",")[0].answers["quantity"] == Decimal("1.25")


def test_the_other_quantities_tell_how_such_a_number_is_meant() -> None:
    quantities = [[row.answers["quantity"] for row in read(as_csv(as_cells([a_row(quantity="1,250"), a_row(quantity=other)])))] for other in ("2.5", "2,5")]  # fmt: skip
    assert quantities == [[Decimal(1250), Decimal("2.5")], [Decimal("1.25"), Decimal("2.5")]]


def test_a_number_that_the_others_decided_is_told_as_it_was_read() -> None:
    rows = [a_row(quantity="1,250"), a_row(quantity="2,5"), a_row(quantity="1250")]
    told = [[note.data for note in row.notes if note.column == "quantity"] for row in read(as_csv(as_cells(rows)))]
    assert told == [[{"text": "1,250", "number": "1.250"}], [], []]
    (named, *_rest) = read(as_csv(as_cells(rows)), mark=",")
    assert "quantity" not in {note.column for note in named.notes}, "whoever said how numbers are written knows"


@pytest.mark.parametrize(
    ("text", "day"),
    [("2020-03-04", date(2020, 3, 4)), ("28/11/2020", date(2020, 11, 28)), ("3.3.2020", date(2020, 3, 3))],
)
def test_a_day_is_read(text: str, day: date) -> None:
    names = [*GOOD, "acquired_on"]
    (row,) = read(as_csv(as_cells([a_row(acquired_on=text)], names)))
    assert row.answers["acquired_on"] == day


@pytest.mark.parametrize("text", ["03/04/2020", "yesterday", "2020-02-30", "2027-01-01"])
def test_a_day_that_may_be_two_or_is_none_is_a_fault(text: str) -> None:
    (row,) = read(as_csv(as_cells([a_row(acquired_on=text)], [*GOOD, "acquired_on"])))
    assert [fault.column for fault in row.faults] == ["acquired_on"]


def test_days_and_long_numbers_of_a_workbook_are_read_as_they_are_shown() -> None:
    names = [*GOOD, "acquired_on"]
    (row,) = read(as_xlsx(as_cells([a_row(acquired_on=date(2020, 3, 4), marks=985112003456789)], names)))
    assert (row.answers["acquired_on"], row.answers["marks"]) == (date(2020, 3, 4), "985112003456789")


def test_a_number_that_a_spreadsheet_has_shortened_is_no_mark() -> None:
    (row,) = read(as_csv(as_cells([a_row(marks="9.85112E+14")])))
    assert [fault.column for fault in row.faults] == ["marks"]


def test_a_row_that_a_comma_has_pushed_apart_is_refused() -> None:
    content = as_csv(as_cells([a_row()])).replace(b"12.5", b"12,5")
    (row,) = read(content)
    assert "" in {fault.column for fault in row.faults}


def test_titles_may_stand_above_and_other_columns_beside() -> None:
    cells = as_cells([a_row(), a_row(quantity="7")])
    wide = [["Shipment of November"], [], *([*row, "note of our own"] for row in cells)]
    rows = read(as_csv(wide))
    assert [row.number for row in rows] == [4, 5]
    assert [row.faults for row in rows] == [[], []]


def test_a_source_that_asks_for_more_says_so() -> None:
    faults = [read(as_csv(as_cells([a_row(source=source)])))[0].faults for source in ("O", "U")]
    assert [[fault.column for fault in each] for each in faults] == [["source2"], ["justification"]]


def test_without_a_country_it_is_our_own_and_that_is_said() -> None:
    (row,) = read(as_csv(as_cells([a_row(country_of_origin="")])))
    assert row.answers["country_of_origin"] == "BB"
    assert [note.column for note in row.notes] == ["country_of_origin"]


def test_an_empty_unit_means_a_number_of_specimens_and_that_is_said() -> None:
    (row,) = read(as_csv(as_cells([a_row(unit="")])))
    assert row.answers["unit"] == "NAR"
    assert "unit" in {note.column for note in row.notes}
    assert row.faults == []


def test_where_each_row_has_to_name_its_country_an_empty_cell_is_a_fault() -> None:
    table = table_in(as_csv(as_cells([a_row(country_of_origin="")])))
    reader = row_reader(table, LISTS, today=TODAY, here="")
    (row,) = [reader.read(number, cells) for number, cells in table.rows]
    assert [fault.column for fault in row.faults] == ["country_of_origin"]
    assert row.notes == []
