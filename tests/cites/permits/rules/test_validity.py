"""Months are calendar months, and nobody makes them longer."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.permits.rules.document_types import DOCUMENTS
from cites.permits.rules.validity import (
    UnknownDocumentType,
    add_months,
    last_day_of_validity,
    most_months,
    reasons_against_validity,
)

DAYS = st.dates(min_value=date(1975, 7, 1), max_value=date(2199, 12, 31))
TYPES = st.sampled_from([each.code for each in DOCUMENTS.values() if each.months])


@pytest.mark.parametrize(
    ("issued", "last"),
    [
        (date(2026, 11, 23), date(2027, 5, 23)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 3, 31), date(2026, 9, 30)),
        (date(2026, 6, 30), date(2026, 12, 30)),
    ],
)
def test_an_export_permit_lasts_six_months(issued: date, last: date) -> None:
    assert last_day_of_validity("EXP", issued) == last


def test_an_import_permit_lasts_a_year_and_a_travelling_exhibition_three() -> None:
    assert (most_months("IMP"), most_months("TEC")) == (12, 36)


def test_an_unknown_document_has_no_limit() -> None:
    with pytest.raises(UnknownDocumentType, match="XYZ"):
        most_months("XYZ")


@given(DAYS, st.integers(min_value=0, max_value=48))
def test_adding_months_keeps_the_day_or_takes_the_months_last(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@given(DAYS, DAYS, st.integers(min_value=0, max_value=48))
def test_a_later_day_never_ends_earlier(one: date, other: date, months: int) -> None:
    first, second = sorted((one, other))
    assert add_months(first, months) <= add_months(second, months)


@given(TYPES, DAYS, st.integers(min_value=-400, max_value=1500))
def test_a_validity_is_allowed_exactly_within_its_limit(kind: str, issued: date, days: int) -> None:
    until = issued + timedelta(days=days)
    allowed = issued <= until <= last_day_of_validity(kind, issued)
    assert (reasons_against_validity(kind, issued, until) == []) == allowed


def test_a_validity_that_is_too_long_names_the_last_day() -> None:
    (reason,) = reasons_against_validity("EXP", date(2026, 11, 23), date(2027, 5, 24))
    assert reason.code == "V-TOO-LONG"
    assert str(reason) == "The last day on which this document may be valid is 2027-05-23."
    assert reason.source == "Article VI.2"
