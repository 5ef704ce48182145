"""No paper goes a day before its years are over, and the day by which cases are looked for agrees with that of each."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cites.permits.rules.retention import kept_until, latest_that_may_go, may_go

DAYS = st.dates(date(1975, 7, 1), date(2199, 12, 31))
YEARS = st.integers(5, 100)
LEAP = date(2028, 2, 29)


@given(last=DAYS, years=YEARS, more=st.integers(-400, 400))
@example(last=LEAP, years=5, more=0)
@example(last=LEAP, years=5, more=1)
@example(last=LEAP, years=8, more=1)
def test_nothing_goes_within_its_years(last: date, years: int, more: int) -> None:
    day = kept_until(last, years) + timedelta(days=more)
    assert may_go(last, years, day) == (more > 0)
    if may_go(last, years, day):
        assert (day.year - last.year, day.month, day.day) > (years, last.month, last.day)


@given(last=DAYS, years=YEARS)
def test_whole_years_are_kept_to_the_day(last: date, years: int) -> None:
    until = kept_until(last, years)
    if (last.month, last.day) != (2, 29):
        assert (until.year - last.year, until.month, until.day) == (years, last.month, last.day)
    assert until - last >= timedelta(days=365 * years)


@given(day=DAYS, years=YEARS)
@example(day=date(2033, 3, 1), years=5)
@example(day=date(2033, 3, 2), years=5)
@example(day=date(2036, 3, 1), years=5)
def test_what_is_looked_for_is_what_may_go(day: date, years: int) -> None:
    latest = latest_that_may_go(years, day)
    assert may_go(latest, years, day)
    assert not may_go(latest + timedelta(days=1), years, day)


@pytest.mark.parametrize(
    ("day", "goes"), [(date(2033, 2, 28), False), (date(2033, 3, 1), False), (date(2033, 3, 2), True)]
)
def test_a_leap_day_is_kept_until_the_first_of_march(day: date, goes: bool) -> None:
    assert may_go(LEAP, 5, day) is goes
