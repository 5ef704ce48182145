"""What is expected of a quota: the plain method of its page, in numbers."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from cites.casework.quota_pace import FEWEST_DAYS, MONTHS, forecast

NONE: dict[int, Decimal] = {}
amounts = st.dictionaries(st.integers(1, 12), st.decimals(0, 1000, places=1), max_size=12)
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def test_with_too_little_to_go_on_nothing_is_expected() -> None:
    assert forecast(date(2026, 1, 20), {1: Decimal(50)}, NONE, Decimal(0)) is None
    assert forecast(date(2026, 8, 20), NONE, NONE, Decimal(70)) is None


def test_the_days_that_remain_go_on_at_the_pace_of_this_year() -> None:
    found = forecast(date(2026, 7, 2), {month: Decimal(183) / 6 for month in range(1, 7)}, NONE, Decimal(0))
    assert found is not None
    assert (found.by_pace, found.by_last_year) == (True, False)
    assert found.at_year_end == 365


def test_where_last_year_is_known_it_lies_half_way_between() -> None:
    this_year, last_year = {1: Decimal(183)}, {9: Decimal(82)}
    found = forecast(date(2026, 7, 2), this_year, last_year, Decimal(0))
    assert found is not None
    assert found.at_year_end == Decimal(183) + (Decimal(182) + Decimal(82)) / 2


def test_of_a_month_that_has_begun_only_the_days_that_remain_count() -> None:
    found = forecast(date(2026, 1, 16), NONE, {1: Decimal(31), 2: Decimal(100)}, Decimal(0))
    assert found is not None
    assert (found.used[1], found.used[2]) == (15, 115)


@given(days, amounts, amounts, st.decimals(0, 500, places=1))
def test_it_never_falls_and_what_is_used_and_approved_is_in_it(
    day: date, this_year: dict[int, Decimal], last_year: dict[int, Decimal], approved: Decimal
) -> None:
    so_far = {month: amount for month, amount in this_year.items() if month <= day.month}
    found = forecast(day, so_far, last_year, approved)
    if found is None:
        assert not sum(last_year.values())
        assert not sum(so_far.values()) or day.timetuple().tm_yday < FEWEST_DAYS
        return
    assert list(found.used) == list(range(day.month, MONTHS + 1))
    assert sorted(found.used.values()) == list(found.used.values())
    assert found.used[day.month] >= sum(so_far.values()) + approved - 1
