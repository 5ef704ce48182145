"""Every question that is asked of a line has its column, so that a sheet can answer all that the pages ask."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cites.permits.models.specimens import Specimens
from cites.permits.queries.line_sheets import as_document
from cites.permits.rules.import_permits import quantity_granted
from cites.permits.rules.questions.model import Kind
from cites.permits.rules.questions.of_lines import PAGES
from cites.permits.sheets.columns import BY_NAME, DAYS, FURTHER, LINE_COLUMNS
from cites.permits.sheets.reading import read_table
from cites.permits.sheets.rows import UNKNOWN, ReadRow, row_reader
from cites.permits.sheets.table import Kind as SheetKind
from tests.factories.sheets import LISTS, a_row, as_cells, as_csv

QUESTIONS = {question.name: question for page in PAGES for question in page.questions}
NOT_CARRIED = frozenset({"founder_stock", "wild_added", "ranch"})
"""Questions of lines that a sheet does not answer: each has to be named in the guide."""
GUIDE = (Path(__file__).parents[4] / "docs/how-to/many-lines-from-a-file.md").read_text(encoding="utf-8")
CODED = {Kind.SOURCE, Kind.COUNTRY, Kind.OTHER_COUNTRY, Kind.CHOICE, Kind.CHOICES}


def read(language: str = "en", **answers: Any) -> ReadRow:
    """One row that is right but for these answers, under the headings of a language."""
    row = a_row(**answers)
    table = read_table(as_csv(as_cells([row], tuple(row), language)), SheetKind.CSV)
    ((number, cells),) = table.rows
    return row_reader(table, LISTS, today=date(2026, 11, 28), here="BB").read(number, cells)


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_question_of_a_line_has_a_column_or_is_said_to_have_none(name: str) -> None:
    assert (name in BY_NAME) != (name in NOT_CARRIED)
    assert name not in NOT_CARRIED or f"`{name}`" in GUIDE


@pytest.mark.parametrize("name", sorted(QUESTIONS.keys() - NOT_CARRIED))
def test_a_column_takes_no_more_and_nothing_else_than_its_question(name: str) -> None:
    column, question = BY_NAME[name], QUESTIONS[name]
    assert column.longest == (question.most if question.kind in (Kind.TEXT, Kind.WORDS) else 0) or column.longest > 200
    assert (name in DAYS) == (question.kind in (Kind.DAY, Kind.PAST_DAY))
    assert (name in UNKNOWN) == (question.kind in CODED)


def test_a_column_is_kept_in_the_line_or_among_its_further_answers() -> None:
    fields = {field.name for field in Specimens._meta.get_fields()}
    assert {column.name for column in LINE_COLUMNS} - {column.name for column in FURTHER} <= fields
    assert not {column.name for column in FURTHER} & fields


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_what_was_said_of_earlier_papers_is_read_in_each_language(language: str) -> None:
    said = {
        "acquisition_proved": "Inventory of 1931", "reexport_missing": "Lost in a fire", "import_permit_quantity": "2,5",
    }  # fmt: skip
    found = read(language, **said)
    assert found.faults == []
    answers = as_document(found.answers)["answers"]
    assert answers == {**said, "import_permit_quantity": "2.5"}
    assert quantity_granted(answers) == Decimal("2.5")


@pytest.mark.parametrize("text", ["two", "-1", "0", "1.0000001"])
def test_a_quantity_of_an_import_permit_that_is_none_is_a_fault_of_its_cell(text: str) -> None:
    found = read(import_permit_quantity=text)
    assert [fault.column for fault in found.faults] == ["import_permit_quantity"]


def test_without_one_nothing_is_said_of_the_import_permit() -> None:
    assert "import_permit_quantity" not in as_document(read(import_permit_quantity=" ").answers)["answers"]
