"""A standing finding counts only within its scope, its days and its quantity, whatever is asked."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.permits.rules.findings import Authority, FindingKind
from cites.permits.rules.standing import LineSought, Scope, covers, fits, kinds_of, measured, whose

FIRST = date(2026, 1, 1)
DAYS = st.dates(FIRST - timedelta(days=400), FIRST + timedelta(days=800))
TERMS, SOURCES = st.sampled_from(("MEA", "SHE", "LIV")), st.sampled_from("WRCF")
UNITS = st.sampled_from(("KGM", "GRM", "NAR", "", "MTQ"))
QUANTITIES = st.decimals(Decimal("0.001"), Decimal(5000), places=3)
HOLDERS = st.sampled_from(("person:1", "organisation:1", "organisation:2"))
SCOPES = st.builds(
    Scope,
    kind=st.just("NDF"),
    authority=st.just("scientific"),
    taxon=st.sampled_from(("ALI-GIG", "TRI-MAX")),
    first_day=DAYS,
    last_day=DAYS,
    terms=st.frozensets(TERMS, max_size=2),
    sources=st.frozensets(SOURCES, max_size=2),
    country=st.sampled_from(("", "BB", "VU")),
    holder=st.sampled_from(("", "person:1", "organisation:1")),
    quantity=st.none() | QUANTITIES,
    unit=UNITS,
)
LINES = st.builds(
    LineSought,
    taxa=st.frozensets(st.sampled_from(("ALI-GIG", "TRI-MAX")), min_size=1),
    term=TERMS,
    sources=st.frozensets(SOURCES, min_size=1, max_size=2),
    country=st.sampled_from(("BB", "VU")),
    quantity=QUANTITIES,
    unit=UNITS,
    holders=st.frozensets(HOLDERS, max_size=2),
)
CONCH = LineSought(frozenset({"ALI-GIG"}), "MEA", frozenset("W"), "BB", Decimal(100), "KGM")
WHOLE = Scope("NDF", "scientific", "ALI-GIG", FIRST, FIRST + timedelta(days=364))


@given(SCOPES, LINES, DAYS)
def test_it_never_counts_outside_its_scope_and_its_days(scope: Scope, line: LineSought, day: date) -> None:
    if covers(scope, line, day):
        assert scope.first_day <= day <= scope.last_day
        assert scope.taxon in line.taxa
        assert line.term in (scope.terms or {line.term})
        assert line.sources <= (scope.sources or line.sources)
        assert line.country in (scope.country or line.country)
        assert not scope.holder or scope.holder in line.holders


@given(SCOPES, LINES, DAYS)
def test_what_a_wider_one_leaves_out_a_narrower_one_leaves_out(scope: Scope, line: LineSought, day: date) -> None:
    wider = replace(scope, terms=frozenset(), sources=frozenset(), country="", holder="", quantity=None)
    assert covers(wider, line, day) or not covers(scope, line, day)


@given(SCOPES, st.lists(LINES, max_size=6), DAYS)
def test_what_fits_one_after_the_other_is_never_more_than_its_quantity(
    scope: Scope, lines: list[LineSought], day: date
) -> None:
    used = Decimal(0)
    for line in lines:
        if covers(scope, line, day) and fits(scope, used, [line]):
            used += measured(scope, line) or 0
    assert scope.quantity is None or used <= scope.quantity


@pytest.mark.parametrize(
    ("day", "counts"), [(date(2025, 12, 31), False), (FIRST, True), (date(2026, 12, 31), True), (date(2027, 1, 1), False)]
)  # fmt: skip
def test_both_its_days_are_within(day: date, counts: bool) -> None:
    assert covers(WHOLE, CONCH, day) is counts


def test_it_counts_kilograms_against_tonnes_and_no_specimens_against_kilograms() -> None:
    tonnes = replace(WHOLE, quantity=Decimal("0.15"), unit="TON")
    assert covers(tonnes, CONCH, FIRST)
    assert fits(tonnes, Decimal(0), [CONCH])
    assert not fits(tonnes, Decimal("0.06"), [CONCH])
    assert not covers(tonnes, replace(CONCH, unit="NAR"), FIRST)


def test_who_may_find_what_for_more_than_one_case_follows_the_table_of_the_articles() -> None:
    assert whose(FindingKind.NON_DETRIMENT) == [Authority.SCIENTIFIC]
    assert whose(FindingKind.LEGAL_ACQUISITION) == [Authority.MANAGEMENT]
    assert whose(FindingKind.HOUSING) == [Authority.MANAGEMENT, Authority.SCIENTIFIC]
    assert whose(FindingKind.IMPORT_PERMIT) == []
    assert FindingKind.PRE_CONVENTION in kinds_of(Authority.MANAGEMENT)
