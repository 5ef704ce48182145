"""The public page and an application give the same answer: what the page names can be granted, and nothing else."""

import csv
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.permits.rules.applications import reasons_against_application
from cites.permits.rules.facts import LineFacts, TradeFacts
from cites.permits.rules.import_permits import needs_import_permit
from cites.permits.rules.movements import Outcome, answer
from kernel.reasons import Severity
from tests.cites.permits.rules.test_decided_applications import LINE, TRADE
from tests.cites.permits.rules.test_decided_cases import SOURCES

with (Path(__file__).parent / "decided_appendix_iii.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))

LISTED = date(1992, 6, 11)
OLD = {"second_source": "W", "acquired_on": LISTED - timedelta(days=1), "first_listed_on": LISTED}
LEAVING = ("EXP", "REX", "ORG", "PRE", "CAP", "ART")
OF_THE_DOCUMENT = {
    "D-APPENDIX", "D-SOURCE", "R-III-EXP-L", "R-III-EXP-O", "R-III-REX", "R-REX", "S7", "S9", "M-O", "SRC-SECOND",
}  # fmt: skip
"""The rules that say that a document is not the one that these specimens need."""
TRADES = st.builds(
    lambda to, purpose: replace(TRADE, destination=to, purpose=purpose),
    st.sampled_from(["US", "FR"]),
    st.sampled_from("TPZ"),
)
LINES = st.builds(
    lambda source, kingdom, **facts: replace(
        LINE, source=source, kingdom=SOURCES[source] or kingdom, **(OLD if source == "O" else {}), **facts
    ),
    source=st.sampled_from("WRDCAFYOIU"),
    kingdom=st.sampled_from(["Animalia", "Plantae"]),
    appendix=st.sampled_from(["I", "II", "III"]),
    term=st.sampled_from(["LIV", "SHE"]),
    origin=st.sampled_from(["BB", "VC", "FR"]),
    listed_by=st.sampled_from([frozenset(), frozenset(["BB"]), frozenset(["VC", "BB"]), frozenset(["VC", "US"])]),
    registered_operation=st.just("A-XX-1"),
)  # fmt: skip


def said_under(document: str, trade: TradeFacts, line: LineFacts) -> set[str]:
    return {each.code for each in reasons_against_application(replace(trade, document_type=document), [line])}


def named(trade: TradeFacts, line: LineFacts) -> list[str]:
    """The document that the page names for the State of export, and what serves in its stead."""
    (found,) = [each for each in answer(trade, line).documents if each.state == trade.exporter]
    return [found.code, *found.or_else]


@given(TRADES, LINES)
def test_what_the_page_names_is_what_can_be_granted(trade: TradeFacts, line: LineFacts) -> None:
    found = answer(trade, line)
    forbidden = found.outcome is Outcome.FORBIDDEN
    assert forbidden == ("B-A1-T" in said_under("EXP", trade, line))
    if forbidden:
        return
    for document in LEAVING:
        against = said_under(document, trade, line) & OF_THE_DOCUMENT
        if document in named(trade, line):
            assert not against, (document, against)
        else:
            assert against or (document in ("CAP", "ART") and line.source == "O"), document


@given(TRADES, LINES)
def test_an_import_permit_comes_first_on_the_page_where_an_application_asks_for_it(
    trade: TradeFacts, line: LineFacts
) -> None:
    codes = [each.code for each in answer(trade, line).documents]
    if codes and "EXP" in codes[-1:]:
        assert ("IMP" in codes) == needs_import_permit(replace(trade, document_type="EXP"), line)


@pytest.mark.parametrize("row", CASES, ids=[f"{row['id']}: {row['says']}" for row in CASES])
def test_in_appendix_iii_each_state_that_listed_a_species_gives_export_permits(row: Mapping[str, str]) -> None:
    line = replace(
        LINE, appendix="III", source=row["source"], origin=row["origin"], listed_by=frozenset(row["listed_by"].split()),
        quantity=Decimal(2), **(OLD if row["source"] == "O" else {}),
    )  # fmt: skip
    assert named(TRADE, line)[0] == row["page"]
    assert set(row["granted"].split()) == set(named(TRADE, line)) - {"PHY"}
    for document in row["granted"].split():
        reasons = reasons_against_application(replace(TRADE, document_type=document), [line])
        assert [each for each in reasons if each.severity is Severity.HARD] == []
    for refused in row["refused"].split():
        document, rule = refused.split(":")
        assert rule in said_under(document, TRADE, line)
    assert row["source_text"]
