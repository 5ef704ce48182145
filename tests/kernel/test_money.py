"""Money is exact, in one currency, and never finer than the currency's smallest coin."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.money import CurrencyMismatch, Money, NotAnAmount, minor_units

CURRENCIES = st.sampled_from(["BBD", "FJD", "VUV", "XPF", "KWD"])
UNITS = st.integers(min_value=-(10**12), max_value=10**12)


def coins(units: int, currency: str) -> Money:
    return Money(Decimal(units).scaleb(-minor_units(currency)), currency)


@given(CURRENCIES, st.lists(UNITS, max_size=20))
def test_a_total_is_exact(currency: str, units: list[int]) -> None:
    assert Money.total([coins(each, currency) for each in units], currency) == coins(sum(units), currency)


@given(CURRENCIES, UNITS, UNITS)
def test_subtraction_undoes_addition(currency: str, one: int, other: int) -> None:
    assert coins(one, currency) + coins(other, currency) - coins(other, currency) == coins(one, currency)


@given(CURRENCIES, UNITS, UNITS)
def test_amounts_are_ordered_as_their_coins(currency: str, one: int, other: int) -> None:
    assert (coins(one, currency) <= coins(other, currency)) == (one <= other)
    assert (coins(one, currency) < coins(other, currency)) == (one < other)
    assert bool(coins(one, currency)) == bool(one)


@given(CURRENCIES, st.decimals(min_value=-(10**9), max_value=10**9, places=6))
def test_rounding_moves_no_more_than_half_a_coin(currency: str, amount: Decimal) -> None:
    coin = Decimal(1).scaleb(-minor_units(currency))
    assert abs(Money.rounded(amount, currency).amount - amount) <= coin / 2


@pytest.mark.parametrize(
    ("amount", "currency"), [("0.005", "BBD"), ("0.5", "VUV"), ("NaN", "FJD"), ("Infinity", "FJD")]
)
def test_half_a_coin_and_no_number_are_refused(amount: str, currency: str) -> None:
    with pytest.raises(NotAnAmount):
        Money(Decimal(amount), currency)


def test_the_number_of_decimals_is_that_of_the_currency() -> None:
    assert str(Money(Decimal(5), "BBD")) == "BBD 5.00"
    assert str(Money(Decimal("5.0"), "VUV")) == "VUV 5"
    assert str(Money(Decimal(5), "KWD")) == "KWD 5.000"


def test_two_currencies_do_not_mix() -> None:
    bbd, fjd = Money(Decimal(1), "BBD"), Money(Decimal(1), "FJD")
    assert bbd != fjd
    for mix in (lambda: bbd + fjd, lambda: bbd - fjd, lambda: bbd < fjd):
        with pytest.raises(CurrencyMismatch):
            mix()
