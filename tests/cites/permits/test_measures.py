"""Units that measure the same are converted into one another, and no others are."""

from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.permits.rules.measures import AREA, LENGTH, MASS, VOLUME, converted
from cites.permits.rules.quantities import in_figures
from cites.species.models import Unit

KINDS = (MASS, LENGTH, AREA, VOLUME)
QUANTITIES = st.decimals(min_value="0.001", max_value=10**6, places=3)


@pytest.mark.parametrize(
    ("quantity", "unit", "into", "other"),
    [
        ("500000", "GRM", "KGM", "500"),
        ("1.5", "TON", "KGM", "1500"),
        ("1", "PND", "GRM", "453.59237"),
        ("1", "FEE", "INC", "12"),
        ("3", "FEE", "YAR", "1"),
        ("2", "MTK", "SQC", "20000"),
        ("1", "MTQ", "LTR", "1000"),
        ("1", "CUF", "LTR", "28.316846592"),
        ("0.4", "GRM", "TON", "0.0000004"),
        ("0.000001", "MYG", "TON", "1e-18"),
        ("1000000000", "TON", "MYG", "1e21"),
        ("7", "", "NAR", "7"),
        ("7", "BAG", "BAG", "7"),
    ],
)
def test_as_much_of_one_unit_is_so_much_of_another(quantity: str, unit: str, into: str, other: str) -> None:
    assert converted(Decimal(quantity), unit, into) == Decimal(other)


@given(st.sampled_from(KINDS), QUANTITIES, st.data())
def test_there_and_back_is_the_same_to_a_millionth_of_either_unit(kind: Any, quantity: Decimal, data: Any) -> None:
    one, other = data.draw(st.sampled_from(sorted(kind))), data.draw(st.sampled_from(sorted(kind)))
    there = converted(quantity, one, other)
    assert there is not None
    back = converted(there, other, one)
    assert back is not None
    assert abs(back - quantity) <= Decimal("0.000001") * (1 + kind[other] / kind[one])


def test_parts_are_never_more_together_than_what_they_are_of() -> None:
    thirds = [converted(Decimal(each), "CTM", "YAR") for each in ("30.48", "60.96")] * 7
    assert sum(each for each in thirds if each) <= 7


@pytest.mark.parametrize(
    ("quantity", "told"),
    [
        ("0.0000004", "0.0000004"),
        ("0.33333333333333", "0.333333"),
        ("120.500000", "120.5"),
        ("2E+3", "2000"),
        ("0", "0"),
    ],
)
def test_people_are_told_a_number_that_they_can_read(quantity: str, told: str) -> None:
    assert in_figures(Decimal(quantity)) == told


def test_what_measures_something_else_is_not_converted() -> None:
    for one, other in combinations(KINDS, 2):
        assert all(converted(Decimal(1), unit, into) is None for unit in one for into in other)
    assert converted(Decimal(1), "BAG", "KGM") is None
    assert converted(Decimal(1), "NAR", "KGM") is None


def test_every_unit_that_is_converted_is_one_of_the_conventions(bb: Any) -> None:
    assert {unit for kind in KINDS for unit in kind} <= set(Unit.objects.values_list("code", flat=True))
