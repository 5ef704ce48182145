"""Countries that are stricter with personal effects than the Parties agreed: they take exemptions away, never give one."""

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.permits.rules.facts import EffectsFacts, LineFacts, TradeFacts
from cites.permits.rules.lines import reasons_against_line
from cites.permits.rules.movements import Carrying, Outcome, answer
from kernel.reasons import Severity
from tests.cites.permits.rules.test_decided_cases import CASES as OTHERS
from tests.cites.permits.rules.test_decided_cases import DAY, Row, line_of
from tests.cites.permits.rules.test_movements import CARRYING, LINES, TRADES

with (Path(__file__).parent / "decided_effects.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))

EFFECTS = st.lists(
    st.builds(
        EffectsFacts,
        country=st.sampled_from(["BB", "FJ", "FR"]),
        says=st.just("It is stricter."),
        source=st.just("Its law"),
        most=st.none() | st.integers(0, 10).map(Decimal),
        unit=st.sampled_from(["", "NAR", "KGM"]),
        binding=st.booleans(),
    ),
    max_size=3,
).map(tuple)
STRICTER = [Outcome.EXEMPT, Outcome.MAYBE, Outcome.NEEDED]


def effects_of(row: Row) -> tuple[EffectsFacts, ...]:
    """Read ``country:most:unit:law``, of which the last may be ``heard``."""
    told = (each.split(":") for each in row["effects"].split())
    return tuple(
        EffectsFacts(country, "It says so.", "Its law", Decimal(most) if most else None, unit, whence == "law")
        for country, most, unit, whence in told
    )


def case_of(row: Row) -> tuple[TradeFacts, LineFacts]:
    whole = {**dict.fromkeys(OTHERS[0], ""), "kingdom": "Animalia", **row}
    parties = frozenset({row["from"], row["to"]})
    trade = TradeFacts("", row["from"], row["to"], row["purpose"], DAY, parties=parties)
    return trade, replace(line_of(whole), effects=effects_of(row))


@pytest.mark.parametrize("row", CASES, ids=[f"{row['id']}: {row['says']}" for row in CASES])
def test_the_rules_decide_as_the_texts_do(row: Row) -> None:
    trade, line = case_of(row)
    found = answer(trade, line, Carrying(carried=True, residence=row["residence"]))
    told = {each.code for each in found.reasons}
    assert found.outcome == row["outcome"]
    assert [f"{each.code}@{each.state}" for each in found.documents] == row["documents"].split()
    assert {*row["told"].split()} <= told
    assert not {*row["not_told"].split()} & told
    assert row["source_text"]


@given(TRADES, LINES, CARRYING, EFFECTS)
def test_a_country_that_is_stricter_never_lets_more_pass(
    trade: TradeFacts, line: LineFacts, carrying: Carrying, effects: tuple[EffectsFacts, ...]
) -> None:
    agreed, stricter = answer(trade, line, carrying), answer(trade, replace(line, effects=effects), carrying)
    if agreed.outcome in STRICTER:
        assert STRICTER.index(stricter.outcome) >= STRICTER.index(agreed.outcome)
        assert len(stricter.documents) >= len(agreed.documents)
    else:
        assert stricter.outcome is agreed.outcome


@given(TRADES, LINES, EFFECTS)
def test_who_carries_nothing_is_told_nothing_of_effects(
    trade: TradeFacts, line: LineFacts, effects: tuple[EffectsFacts, ...]
) -> None:
    assert answer(trade, replace(line, effects=effects)) == answer(trade, line)


def test_an_application_is_told_where_the_owner_carries_the_specimens_and_not_where_they_are_sent() -> None:
    trade, line = case_of(CASES[0])
    trade = replace(trade, document_type="EXP")
    assert "X-PHE-STRICT" not in {each.code for each in reasons_against_line(line, trade)}
    (said,) = [each for each in reasons_against_line(line, replace(trade, carried=True)) if each.code == "X-PHE-STRICT"]
    assert (said.severity, said.source) == (Severity.WARNING, "Its law")
    assert "1 NAR" in str(said)


def test_what_nobody_compared_with_the_law_says_so() -> None:
    for row in CASES:
        trade, line = case_of(row)
        said = [str(each) for each in answer(trade, line, Carrying(True)).reasons if each.code == "X-PHE-STRICT"]
        assert all(("Not yet compared" in each) == ("heard" in row["effects"]) for each in said)
