"""Shares and times, beside what one would say who has every case in front of them."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.casework.figures import Figures, added, share, within

cases = st.lists(st.integers(0, 60), max_size=40)
months = st.builds(
    Figures,
    lodged=st.integers(0, 50),
    met=st.integers(0, 50),
    working_days=cases.map(Counter),
    days=cases.map(Counter),
    refused=st.lists(st.sampled_from("ab")).map(Counter),
)


@given(cases, st.integers(1, 100))
def test_so_many_percent_were_done_within_so_many_days_and_no_fewer(days: list[int], percent: int) -> None:
    fewest = within(Counter(days), percent)
    if not days:
        assert fewest is None
        return
    assert fewest in days
    assert sum(each <= fewest for each in days) * 100 >= percent * len(days)
    assert sum(each < fewest for each in days) * 100 < percent * len(days)


@given(st.lists(months, max_size=5), st.randoms())
def test_months_add_up_in_any_order(each: list[Figures], chance: object) -> None:
    shuffled = list(each)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    whole = added(each)
    assert whole == added(shuffled)
    assert whole.decided == sum(month.decided for month in each)
    assert sorted(whole.days.elements()) == sorted(days for month in each for days in month.days.elements())


@given(st.integers(0, 5000), st.integers(1, 5000))
def test_only_the_whole_is_a_hundred_percent(part: int, more: int) -> None:
    assert share(part + more, part + more) == 100
    told = share(part, part + more)
    assert told is not None
    assert told < 100
    assert 0 <= Decimal(part * 100) / (part + more) - told < Decimal("0.1")


@pytest.mark.parametrize(("part", "whole", "said"), [(0, 0, None), (0, 3, Decimal(0)), (2, 3, Decimal("66.6"))])
def test_nothing_has_no_share(part: int, whole: int, said: Decimal | None) -> None:
    assert share(part, whole) == said
