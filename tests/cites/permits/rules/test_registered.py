"""What a register says of a code is what holds on the day, and nothing that ended before or begins later."""

from datetime import date, timedelta
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from cites.permits.rules.registered import EntryFacts, OperatorEntry, Registered, RegisterFacts, Stop, stops_of

BEGUN, UNTIL = date(1990, 1, 1), date(2030, 12, 31)
DAYS = st.dates(BEGUN, UNTIL)
EVE = timedelta(days=1)
AS_OF = date(2026, 11, 1)


@st.composite
def entries(draw: Any) -> EntryFacts:
    first = draw(DAYS)
    last = draw(st.none() | st.dates(first, UNTIL))
    return EntryFacts("BB", first, last, suspended=draw(st.booleans()), of_taxon=draw(st.booleans()))


def standing(known: list[EntryFacts], day: date) -> Registered:
    return RegisterFacts("A-BB-1", AS_OF, tuple(known)).standing_on(day)


@given(st.lists(entries(), max_size=5), DAYS)
def test_it_is_in_force_where_an_entry_for_the_species_holds_on_the_day(known: list[EntryFacts], day: date) -> None:
    holds = any(each.of_taxon and each.first_day <= day <= (each.last_day or day) for each in known)
    assert (standing(known, day) is Registered.IN_FORCE) is holds


@given(st.lists(entries(), max_size=4), st.lists(entries(), max_size=4), DAYS)
def test_what_does_not_hold_on_the_day_brings_nothing_in_force(
    known: list[EntryFacts], others: list[EntryFacts], day: date
) -> None:
    elsewhen = [each for each in others if not each.holds_on(day)]
    assert (standing([*known, *elsewhen], day) is Registered.IN_FORCE) is (standing(known, day) is Registered.IN_FORCE)


@given(DAYS, DAYS, st.booleans())
def test_the_day_after_the_last_is_the_first_without_it(first: date, last: date, suspended: bool) -> None:
    assume(first <= last)
    known = [EntryFacts("BB", first, last, suspended=suspended)]
    assert standing(known, first) is standing(known, last) is Registered.IN_FORCE
    assert standing(known, first - EVE) is Registered.NOT_YET
    assert standing(known, last + EVE) is (Registered.SUSPENDED if suspended else Registered.ENDED)


@given(st.lists(entries(), max_size=3), DAYS)
def test_a_register_that_was_never_imported_says_nothing(known: list[EntryFacts], day: date) -> None:
    assert RegisterFacts("A-BB-1", None, tuple(known)).standing_on(day) is Registered.UNCHECKED


@given(st.lists(st.tuples(DAYS, st.booleans()), max_size=6), DAYS)
def test_an_operator_is_stopped_from_a_suspension_until_the_day_it_ends(told: list[Any], day: date) -> None:
    told.sort(key=lambda each: each[0])
    before = [stopped for on, stopped in told if on <= day]
    assert any(each.holds_on(day) for each in stops_of(told)) is (bool(before) and before[-1])


@given(DAYS, DAYS, DAYS)
def test_an_operator_is_registered_between_its_days_alone(first: date, last: date, day: date) -> None:
    assume(first <= last)
    entry = OperatorEntry(first, last)
    assert entry.holds_on(day) is (first <= day <= last)
    assert not OperatorEntry(first, last, stops=(Stop(first),)).holds_on(day)


def test_only_what_is_named_is_approved_beforehand() -> None:
    entry = OperatorEntry(BEGUN, UNTIL, frozenset({("GENUS", "Cattleya")}), frozenset({"LIV"}), frozenset({"A"}))
    orchid = frozenset({("GENUS", "Cattleya"), ("SPECIES", "Cattleya aclandiae")})
    assert entry.covers(orchid, "LIV", {"A"})
    assert not entry.covers(orchid, "FLO", {"A"})
    assert not entry.covers(orchid, "LIV", {"W"})
    assert not entry.covers(frozenset({("GENUS", "Laelia")}), "LIV", {"A"})
    assert not OperatorEntry(BEGUN, UNTIL).covers(orchid, "LIV", {"A"})
