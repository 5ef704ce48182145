"""The checks of UNEP-WCMC upon one row of an annual report, each under its number, and upon whatever is in its cells."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.permits.rules.report_rows import KnownCodes, ReportRow, reasons_against_row, squeezed
from kernel.reasons import Severity

KNOWN = KnownCodes(
    terms=frozenset({"SHE", "LIV"}),
    units=frozenset({"KGM", "NAR"}),
    countries=frozenset({"US", "BB", "XX", "HS"}),
    purposes=frozenset("TPS"),
    sources=frozenset("WCF"),
    is_taxon=lambda name: name.casefold() in {"aliger gigas", "scleractinia"},
)
ROW = ReportRow(2, "II", "Aliger gigas", "SHE", "12.5", "KGM", "US", "", "T", "W", "2026")
NUMBERS = [f"P{number}" for number in range(1, 18)]
# The check, and what to write in the row so that it alone speaks: of section 3.2 of the rules of SAPI (db/seeds.rb).
DECIDED = [
    ("P1", {"partner": ""}), ("P2", {"term": " "}), ("P3", {"taxon": ""}), ("P4", {"appendix": ""}),
    ("P5", {"quantity": ""}), ("P6", {"year": "\t"}), ("P7", {"quantity": "12,5"}), ("P7", {"quantity": "a dozen"}),
    ("P9", {"year": "26"}), ("P9", {"year": "2026.0"}), ("P9", {"year": "20261"}), ("P10", {"term": "V"}),
    ("P11", {"source": "Q"}), ("P12", {"purpose": "K"}), ("P13", {"unit": "BAG"}), ("P14", {"partner": "USA"}),
    ("P15", {"origin": "ZZ"}), ("P16", {"taxon": "Panthera pardus"}), ("P17", {"appendix": "IV"}),
]  # fmt: skip


def said(row: ReportRow) -> list[str]:
    return [each.code for each in reasons_against_row(row, KNOWN)]


@pytest.mark.parametrize(("rule", "written"), DECIDED)
def test_it_alone_speaks_of_what_is_wrong_with_the_row(rule: str, written: dict[str, str]) -> None:
    assert said(ROW) == []
    (found,) = reasons_against_row(replace(ROW, **written), KNOWN)
    assert (found.code, found.severity, found.data["row"]) == (rule, Severity.HARD, 2)
    assert found.data["field"] in written
    assert "%(" not in str(found)


def test_a_year_in_letters_is_neither_a_number_nor_a_year() -> None:
    assert said(replace(ROW, year="MMXX")) == ["P8", "P9"]


def test_every_number_of_the_section_has_a_case() -> None:
    assert {rule for rule, _written in DECIDED} | {"P8"} == set(NUMBERS)


def test_a_row_of_nothing_lacks_what_every_row_says_and_nothing_else() -> None:
    assert said(ReportRow(1)) == NUMBERS[:6]


@pytest.mark.parametrize(
    "written",
    [{"taxon": " aliger  GIGAS "}, {"taxon": "Scleractinia SPP."}, {"term": "she"}, {"unit": ""}, {"purpose": ""},
     {"source": ""}, {"origin": "xx"}, {"quantity": "1e3"}, {"appendix": "n"}],
)  # fmt: skip
def test_what_is_only_written_otherwise_or_may_be_blank_is_right(written: dict[str, str]) -> None:
    assert said(replace(ROW, **written)) == []


WRITTEN = st.text(st.characters(exclude_characters="%"), max_size=8)  # which stands in messages that are not filled in
CELLS = WRITTEN | st.sampled_from(["II", "SHE", "12", "KGM", "US", "T", "W", "2026", "Aliger gigas", ""])
ROWS = st.builds(ReportRow, st.integers(1, 9), *[CELLS] * (len(fields(ReportRow)) - 1))


@given(ROWS)
def test_whatever_is_in_the_cells_every_check_speaks_once_and_of_the_cell_that_it_is_about(row: ReportRow) -> None:
    found = reasons_against_row(row, KNOWN)
    assert len({each.code for each in found}) == len(found)
    assert all(each.code in NUMBERS and "%(" not in str(each) for each in found)
    plain = squeezed(row)
    blank = {each.data["field"] for each in found if each.code in NUMBERS[:6]}
    assert blank == {
        name for name in ("partner", "term", "taxon", "appendix", "quantity", "year") if not getattr(plain, name)
    }
    assert not {each.data["field"] for each in found if each.code not in NUMBERS[:6]} & blank


@given(ROWS)
def test_a_row_that_was_squeezed_once_stays_as_it_is_and_is_told_the_same(row: ReportRow) -> None:
    plain = squeezed(row)
    assert said(plain) == said(row)
