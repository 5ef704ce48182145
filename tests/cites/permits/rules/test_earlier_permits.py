"""What is usual on this Party's permits, what is far beyond it, and what of the granted really left."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from cites.permits.rules.earlier_permits import (
    LEAST_PERMITS,
    LEAST_TIMES,
    Earlier,
    reasons_from_earlier_permits,
    usual,
)
from cites.permits.rules.facts import LineFacts, TradeFacts
from kernel.reasons import Reason, Severity

TRADE = TradeFacts("EXP", "BB", "US", "T", date(2026, 11, 28))
LINE = LineFacts(1, True, "Animalia", "II", "MEA", Decimal(500), "KGM", "W", taxon="ALI-GIG")
PERMIT = Earlier("EXP", "ALI-GIG", "MEA", Decimal(400), "KGM", date(2025, 3, 1))


def told(line: LineFacts, earlier: list[Earlier], trade: TradeFacts = TRADE) -> list[Reason]:
    return list(reasons_from_earlier_permits(trade, [line], earlier))


def codes(line: LineFacts, earlier: list[Earlier], trade: TradeFacts = TRADE) -> list[str]:
    return [each.code for each in told(line, earlier, trade)]


def some(*quantities: Any, **changes: Any) -> list[Earlier]:
    return [replace(PERMIT, quantity=Decimal(each), **changes) for each in quantities]


def test_ten_times_what_is_usual_is_a_warning_that_says_what_was_compared() -> None:
    (found,) = told(replace(LINE, quantity=Decimal(4500)), some(*range(400, 500, 10)))
    assert (found.code, found.severity) == ("OWN-UNUSUAL", Severity.WARNING)
    assert {name: found.data[name] for name in ("times", "number", "years", "most", "unit", "line")} == {
        "times": "10", "number": "10", "years": "5", "most": "445", "unit": "KGM", "line": 1,
    }  # fmt: skip


def test_of_fewer_than_ten_permits_nothing_is_usual() -> None:
    assert codes(replace(LINE, quantity=Decimal(10**6)), some(*[400] * (LEAST_PERMITS - 1))) == []


def test_only_like_permits_are_compared() -> None:
    much = replace(LINE, quantity=Decimal(10**6))
    for changes in ({"term": "SHE"}, {"taxon": "STR-ALA"}, {"document_type": "IMP"}, {"unit": "MTQ"}):
        assert codes(much, some(*[400] * 12, **changes)) == []
    assert codes(much, some(*[400_000] * 12, unit="GRM")) == ["OWN-UNUSUAL"]


def test_where_quantities_vary_widely_as_much_is_not_out_of_the_way() -> None:
    widely = some(1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000)
    assert codes(replace(LINE, quantity=Decimal(30_000)), widely) == []


QUANTITIES = st.decimals(Decimal("0.001"), Decimal(10**6), places=3)
MANY = st.lists(QUANTITIES, min_size=LEAST_PERMITS, max_size=30)


@given(MANY, st.randoms(use_true_random=False))
def test_what_is_usual_depends_on_no_order(quantities: list[Decimal], random: Any) -> None:
    mixed = random.sample(quantities, len(quantities))
    assert usual(mixed) == usual(quantities)


@given(MANY, QUANTITIES)
def test_up_to_five_times_the_median_is_never_told(quantities: list[Decimal], asked: Decimal) -> None:
    found = usual(quantities)
    assert found is not None
    assume(asked <= found.median * LEAST_TIMES)
    assert asked <= found.most


@given(QUANTITIES, st.integers(LEAST_PERMITS, 30), st.data())
def test_some_absurd_permits_hide_no_absurd_quantity(common: Decimal, number: int, data: Any) -> None:
    absurd = data.draw(st.lists(st.sampled_from([Decimal("0.001"), Decimal(10**9)]), max_size=(number - 1) // 3))
    found = usual([*[common] * (number - len(absurd)), *absurd])
    assert found is not None
    assert found.median == common
    assert found.most < common * (LEAST_TIMES + 1)


@given(MANY, QUANTITIES, st.sampled_from([Decimal(10), Decimal(1000)]))
def test_the_unit_makes_no_difference(quantities: list[Decimal], asked: Decimal, factor: Decimal) -> None:
    one, other = usual(quantities), usual([each * factor for each in quantities])
    assert one is not None
    assert other is not None
    assume(abs(asked / one.most - 1) > Decimal("0.001"))
    assert (asked > one.most) == (asked * factor > other.most)


def test_the_scientific_authority_is_told_what_of_appendix_ii_was_granted_this_year_and_what_left() -> None:
    this_year = {"issued_on": date(2026, 2, 3)}
    earlier = [*some(400, **this_year), *some(300_000, unit="GRM", left=Decimal(250_000), **this_year), *some(90)]
    (found,) = told(LINE, earlier)
    assert (found.code, found.severity, found.source) == ("R-II-MON", Severity.WARNING, "Article IV.3")
    said = {name: found.data[name] for name in ("number", "year", "most", "left", "endorsed", "lines")}
    assert said == {"number": "2", "year": "2026", "most": "700", "left": "250", "endorsed": "1", "lines": [1]}


def test_nothing_is_monitored_of_other_appendices_of_imports_and_of_what_came_from_elsewhere() -> None:
    earlier = some(400, issued_on=date(2026, 2, 3))
    assert codes(replace(LINE, appendix="I"), earlier) == []
    assert codes(replace(LINE, origin="JM"), earlier) == []
    assert codes(LINE, earlier, replace(TRADE, document_type="IMP")) == []
    assert codes(replace(LINE, origin="BB"), earlier) == ["R-II-MON"]


def test_lines_of_one_kind_are_told_once() -> None:
    found = list(
        reasons_from_earlier_permits(TRADE, [LINE, replace(LINE, number=2)], some(400, issued_on=date(2026, 2, 3)))
    )
    assert [each.data["lines"] for each in found] == [[1, 2]]
