"""A quote is exact, in the Party's currency, and nothing else."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from billing.errors import BadFees
from billing.fees import Facts, FeeSchedule, LineFacts, quote, refuse_bad_amounts
from kernel.money import Money, minor_units


def schedule(**fees: dict[str, Any]) -> FeeSchedule:
    tables = {key: {"label": {"en": key}, **fee} for key, fee in fees.items()}
    return FeeSchedule.model_validate({"fees": tables})


def lines(*quantities: str, unit: str = "") -> list[LineFacts]:
    return [LineFacts(Decimal(quantity), unit) for quantity in quantities]


def total(fees: FeeSchedule, **facts: Any) -> Money:
    return quote(fees, Facts(**{"document": "LIC", "currency": "BBD", **facts})).total


def test_a_flat_fee_is_due_once() -> None:
    assert total(schedule(base={"amount": "50"}), lines=lines("1", "2")) == Money(Decimal(50), "BBD")


def test_a_fee_by_the_line_counts_lines_beyond_those_included() -> None:
    fees = schedule(more={"amount": "10", "per": "line", "included": 1})
    assert total(fees, lines=lines("5")).amount == 0
    assert total(fees, lines=lines("5", "5", "5")).amount == 20


def test_a_fee_by_the_unit_counts_quantities_of_its_units() -> None:
    fees = schedule(kilo={"amount": "0.50", "per": "unit", "units": ["KGM"]})
    found = total(fees, lines=[*lines("2.5", unit="KGM"), *lines("100", unit="NAR")])
    assert found == Money(Decimal("1.25"), "BBD")


def test_a_fee_stops_at_its_most() -> None:
    fees = schedule(kilo={"amount": "3", "per": "unit", "at_most": "20"})
    assert total(fees, lines=lines("1000")).amount == 20


def test_a_fee_for_express_is_due_only_then() -> None:
    fees = schedule(express={"amount": "1500", "only_express": True})
    assert total(fees, currency="VUV").amount == 0
    assert total(fees, currency="VUV", express=True).amount == 1500


def test_a_fee_of_other_documents_is_not_due() -> None:
    assert total(schedule(base={"amount": "50", "documents": ["OTH"]})).amount == 0


def test_an_exempt_purpose_pays_nothing_and_is_told_why() -> None:
    fees = FeeSchedule.model_validate(
        {
            "fees": {"base": {"label": {"en": "Base"}, "amount": "50"}},
            "exemptions": {"science": {"label": {"en": "Science"}, "purposes": ["S"]}},
        }
    )
    free = quote(fees, Facts(document="LIC", currency="BBD", purpose="S"))
    assert (free.lines, free.total.amount, free.exemption["en"]) == ((), 0, "Science")
    assert total(fees, purpose="T").amount == 50


def test_a_schedule_is_unconfirmed_until_the_party_says_otherwise() -> None:
    assert quote(schedule(), Facts(document="LIC", currency="BBD")).confirmed is False


@pytest.mark.parametrize(
    "table",
    [
        {"fees": {"a": {"label": {"en": "A"}, "amount": "-1"}}},
        {"fees": {"a": {"label": {"en": "A"}, "amount": "1", "colour": "red"}}},
        {"fees": {"a": {"label": {}, "amount": "1"}}},
        {"fees": {"a": {"label": {"en": "A"}, "amount": "1", "per": "whim"}}},
        {"fees": {"a": {"label": {"en": "A"}, "amount": "NaN"}}},
        {"surprise": 1},
    ],
)
def test_a_faulty_schedule_is_refused(table: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        FeeSchedule.model_validate(table)


def test_a_fee_finer_than_the_smallest_coin_is_refused_for_the_currency() -> None:
    fees = schedule(base={"amount": "10.50"})
    refuse_bad_amounts(fees, "BBD")
    with pytest.raises(BadFees, match=r"fees\.base"):
        refuse_bad_amounts(fees, "VUV")


fee_tables = st.fixed_dictionaries(
    {
        "amount": st.decimals(0, 5000, places=4).map(str),
        "per": st.sampled_from(["application", "line", "unit"]),
        "included": st.integers(0, 3),
        "only_express": st.booleans(),
    }
)
all_facts = st.builds(
    Facts,
    document=st.just("LIC"),
    currency=st.sampled_from(["BBD", "FJD", "VUV", "XPF", "KWD"]),
    lines=st.lists(st.builds(LineFacts, st.decimals(0, 100_000, places=3), st.sampled_from(["", "KGM"])), max_size=6),
    express=st.booleans(),
)


@given(tables=st.lists(fee_tables, max_size=5), facts=all_facts)
def test_the_total_is_exactly_the_sum_of_lines_in_whole_coins(tables: list[Any], facts: Facts) -> None:
    found = quote(schedule(**{f"fee_{number}": table for number, table in enumerate(tables)}), facts)
    assert found.total.amount == sum((line.amount.amount for line in found.lines), Decimal(0))
    assert found.total.currency == facts.currency
    assert found.total.amount >= 0
    assert -found.total.amount.as_tuple().exponent == minor_units(facts.currency)


@given(tables=st.lists(fee_tables, max_size=5), facts=all_facts)
def test_each_line_is_within_half_a_coin_of_the_exact_product(tables: list[Any], facts: Facts) -> None:
    fees = schedule(**{f"fee_{number}": table for number, table in enumerate(tables)})
    half = Decimal(1).scaleb(-minor_units(facts.currency)) / 2
    for line in quote(fees, facts).lines:
        assert abs(line.amount.amount - line.quantity * line.each) <= half
