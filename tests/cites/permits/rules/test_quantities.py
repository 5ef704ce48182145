"""A quantity is more than nothing, not absurd, and whole where specimens are counted."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.permits.rules.quantities import MOST, decimals_of, reasons_against_quantity


def codes(quantity: Decimal | None, unit: str = "KGM") -> list[str]:
    return [reason.code for reason in reasons_against_quantity(quantity, unit, 1)]


@pytest.mark.parametrize(
    ("quantity", "unit", "code"),
    [
        (None, "KGM", "P5"),
        (Decimal("NaN"), "KGM", "P7"),
        (Decimal("Infinity"), "KGM", "P7"),
        (Decimal("0"), "KGM", "Q-POSITIVE"),
        (Decimal("-3"), "NAR", "Q-POSITIVE"),
        (Decimal("1000000000.01"), "KGM", "Q-ABSURD"),
        (Decimal("1E+20"), "KGM", "Q-ABSURD"),
        (Decimal("2.5"), "NAR", "Q-WHOLE"),
        (Decimal("2.5"), "", "Q-WHOLE"),
        (Decimal("0.0000001"), "KGM", "Q-DECIMALS"),
    ],
)
def test_what_a_quantity_may_not_be(quantity: Decimal | None, unit: str, code: str) -> None:
    assert codes(quantity, unit) == [code]


@pytest.mark.parametrize("quantity", ["0.000001", "120.500000", "1000000000", "1E+3"])
def test_what_a_quantity_may_be(quantity: str) -> None:
    assert codes(Decimal(quantity)) == []


def test_specimens_may_be_written_with_idle_zeros() -> None:
    assert codes(Decimal("12.000"), "NAR") == []


@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_any_number_has_at_most_one_reason_and_what_passes_can_be_stored(quantity: Decimal) -> None:
    reasons = reasons_against_quantity(quantity, "KGM", 4)
    assert len(reasons) <= 1
    assert all(reason.data["line"] == 4 for reason in reasons)
    if not reasons:
        assert 0 < quantity <= MOST
        assert quantity == quantity.quantize(Decimal("0.000001"))


@given(st.integers(min_value=1, max_value=10**9))
def test_every_whole_number_up_to_the_limit_may_count_specimens(number: int) -> None:
    assert codes(Decimal(number), "NAR") == []


@given(st.integers(min_value=1, max_value=10**9), st.integers(min_value=0, max_value=9))
def test_decimals_are_counted_without_idle_zeros(number: int, shift: int) -> None:
    quantity = Decimal(number).scaleb(-shift)
    assert quantity * 10 ** decimals_of(quantity) == int(quantity * 10 ** decimals_of(quantity))
