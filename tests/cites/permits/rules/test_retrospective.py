"""No document is granted afterwards, but by way of exception, and of Appendix I but for what is somebody's own."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.permits.rules.applications import reasons_against_application
from cites.permits.rules.document_types import DOCUMENTS
from cites.permits.rules.facts import LIVING_TERMS, LineFacts, TradeFacts
from cites.permits.rules.retrospective import DOCUMENTS_AFTERWARDS, day_of_departure, reasons_against_retrospective
from kernel.reasons import Severity

TODAY = date(2026, 11, 28)
GONE = TradeFacts(
    document_type="EXP", exporter="BB", destination="US", purpose="P", day=TODAY,
    left_on=TODAY - timedelta(days=3), left_without="Taken along in a move.",
)  # fmt: skip
SHELL = LineFacts(1, True, "Animalia", "II", "SHE", None, "NAR", "W")
trades = st.builds(
    replace,
    st.just(GONE),
    purpose=st.sampled_from("BEGHLMNPQSTZ"),
    left_on=st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    left_without=st.sampled_from(["", "  ", "In a move."]),
    document_type=st.sampled_from(sorted(DOCUMENTS)),
)
lines = st.builds(
    replace,
    st.just(SHELL),
    appendix=st.sampled_from(["", "I", "II", "III"]),
    term=st.sampled_from(["SHE", "MEA", "CAR", *sorted(LIVING_TERMS)]),
    kingdom=st.sampled_from(["Animalia", "Plantae", ""]),
    source=st.sampled_from("WRDCAFOIU"),
)


def said(trade: TradeFacts, *of: LineFacts) -> dict[str, Severity]:
    return {each.code: each.severity for each in reasons_against_retrospective(trade, of)}


def test_what_is_still_here_is_no_matter_of_these_rules() -> None:
    assert said(replace(GONE, left_on=None, left_without=""), replace(SHELL, appendix="I")) == {}


def test_what_has_left_is_granted_a_document_only_where_an_official_decides_so() -> None:
    assert said(GONE, SHELL) == {"RETRO": Severity.OVERRIDE}


def test_it_is_said_why_and_the_day_is_not_to_come() -> None:
    assert "RETRO-WHY" in said(replace(GONE, left_without=" "))
    assert "RETRO-DAY" in said(replace(GONE, left_on=TODAY + timedelta(days=1)))


def test_a_reason_without_a_day_asks_for_it() -> None:
    assert said(replace(GONE, left_on=None), SHELL) == {"RETRO-DAY": Severity.HARD}


@pytest.mark.parametrize(
    ("term", "kingdom", "purpose", "is_allowed"),
    [
        ("CAR", "Animalia", "P", True),  # a household effect
        ("LIV", "Animalia", "P", True),  # a pet
        ("LIV", "Plantae", "P", False),
        ("LIV", "Animalia", "Z", False),
        ("CAR", "Animalia", "T", False),
    ],
)
def test_of_appendix_i_only_effects_and_pets(term: str, kingdom: str, purpose: str, is_allowed: bool) -> None:
    line = replace(SHELL, appendix="I", term=term, kingdom=kingdom)
    assert ("RETRO-I" not in said(replace(GONE, purpose=purpose), line)) is is_allowed


@given(trade=trades, of=st.lists(lines, max_size=3))
def test_never_for_appendix_i_outside_the_two_exceptions(trade: TradeFacts, of: list[LineFacts]) -> None:
    found = [each for each in reasons_against_application(trade, of) if each.code == "RETRO-I"]
    forbidden = [
        line
        for line in of
        if line.appendix == "I" and (trade.purpose != "P" or (line.living and line.kingdom != "Animalia"))
    ]
    assert len(found) == (len(forbidden) if trade.left_on else 0)
    assert all(each.severity is Severity.HARD for each in found)


@given(trade=trades, of=st.lists(lines, max_size=3))
def test_whatever_has_left_is_for_an_official_to_decide(trade: TradeFacts, of: list[LineFacts]) -> None:
    codes = [each.code for each in reasons_against_application(trade, of)]
    assert ("RETRO" in codes) is (trade.left_on is not None)


@given(code=st.sampled_from(sorted(DOCUMENTS)), day=st.dates())
def test_only_documents_of_one_export_or_re_export_are_granted_afterwards(code: str, day: date) -> None:
    said_so = day_of_departure(code, {"left_on": day.isoformat()})
    assert said_so == (day if code in DOCUMENTS_AFTERWARDS else None)
    assert {"EXP", "REX", "ORG", "PRE", "CAP", "ART"} == DOCUMENTS_AFTERWARDS
