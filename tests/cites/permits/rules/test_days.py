"""How old the day of an answer can be: every day that is asked for has an earliest one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.permits.rules.days import too_early
from cites.permits.rules.questions.model import Kind
from cites.permits.rules.questions.of_applications import SECTIONS
from cites.permits.rules.questions.of_lines import PAGES
from cites.permits.sheets import columns, paper_rows

TODAY = date(2026, 11, 28)
ASKED = {
    question.name
    for section in (*SECTIONS, *PAGES)
    for question in section.questions
    if question.kind in (Kind.DAY, Kind.PAST_DAY)
}
NAMES = sorted(ASKED | {*columns.DAYS, *paper_rows.DAYS})


@pytest.mark.parametrize("name", NAMES)
def test_every_day_that_is_asked_for_has_an_earliest_one(name: str) -> None:
    assert too_early(name, date(1699, 12, 31), TODAY)
    assert not too_early(name, TODAY, TODAY)


@given(st.sampled_from(NAMES), st.dates(), st.integers(min_value=0, max_value=100_000))
def test_what_is_early_enough_stays_so_for_all_later_days(name: str, day: date, days: int) -> None:
    if not too_early(name, day, TODAY) and day < date.max - timedelta(days):
        assert not too_early(name, day + timedelta(days), TODAY)


@pytest.mark.parametrize(
    ("name", "day", "is_taken"),
    [
        ("origin_permit_date", date(1975, 6, 30), False),
        ("origin_permit_date", date(1975, 7, 1), True),
        ("import_permit_date", date(1900, 1, 1), False),
        ("acquired_on", date(1900, 1, 1), True),  # pre-Convention
        ("acquired_on", date(1699, 12, 31), False),
        ("left_on", date(1980, 1, 1), False),
    ],
)
def test_a_paper_is_as_old_as_the_convention_and_an_acquisition_may_be_older(
    name: str, day: date, is_taken: bool
) -> None:
    assert (not too_early(name, day, TODAY)) is is_taken
