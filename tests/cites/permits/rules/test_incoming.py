"""What holds of every paper of another State, whatever it says."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.permits.rules.checked_papers import CheckedPaper, OpenQuestion, reasons_of_checked_papers
from cites.permits.rules.incoming import PRESENTED, outcome_of, reasons_against_paper, to_verify
from cites.permits.rules.incoming_facts import Alterations, Amount, Original, Outcome, PaperFacts
from cites.permits.rules.incoming_questions import CHECKS, DOUBTS, NO, UNSEEN, YES, asked
from kernel.reasons import Reason, Severity
from tests.cites.permits.rules.test_decided_papers import LINE, PAPER

WORSE = {Outcome.PASS: 0, Outcome.WARN: 1, Outcome.STOP: 2}
AMOUNTS = st.builds(
    Amount,
    st.decimals(Decimal("0.001"), Decimal(1000), places=3),
    st.sampled_from(["KGM", "GRM"]),
)
GRAMS = {"KGM": 1000, "GRM": 1}


@st.composite
def papers(draw: st.DrawFn) -> PaperFacts:
    answers = {check.name: draw(st.sampled_from([YES, NO, UNSEEN])) for check in CHECKS}
    return replace(
        PAPER,
        document_type=draw(st.sampled_from(PRESENTED)),
        answers=answers,
        arrived=draw(st.booleans()),
        original=draw(st.sampled_from(["", *Original])),
        alterations=draw(st.sampled_from(["", *Alterations])),
        issued_on=draw(st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31))),
        valid_until=draw(st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31))),
        number=draw(st.sampled_from(["", "26US1"])),
    )


@given(papers())
def test_every_reason_is_of_the_catalogue_and_of_a_known_severity(paper: PaperFacts) -> None:
    reasons = reasons_against_paper(paper, [LINE])
    assert all(str(each) and each.source for each in reasons)
    assert outcome_of(reasons) in Outcome


@given(papers(), st.sampled_from([check.name for check in CHECKS]))
def test_an_answer_of_no_is_never_better_than_yes(paper: PaperFacts, name: str) -> None:
    yes, no = (
        outcome_of(reasons_against_paper(replace(paper, answers={**paper.answers, name: answer}), [LINE]))
        for answer in (YES, NO)
    )
    if name != "endorsed":  # of what was endorsed it is told as well that nobody said how much
        assert WORSE[no] >= WORSE[yes]


@given(papers(), st.sets(st.sampled_from([doubt.rule for doubt in DOUBTS])))
def test_a_doubt_is_told_and_stops_nothing_by_itself(paper: PaperFacts, doubts: set[str]) -> None:
    before, after = (
        reasons_against_paper(replace(paper, doubts=frozenset(ticked)), [LINE]) for ticked in (set(), doubts)
    )
    assert doubts <= {each.code for each in after}
    assert (outcome_of(before) is Outcome.STOP) == (outcome_of(after) is Outcome.STOP)
    assert set(to_verify(each.code for each in after)) >= doubts


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_quantities_are_compared_by_what_they_measure(permitted: Amount, endorsed: Amount, presented: Amount) -> None:
    line = replace(LINE, permitted=permitted, endorsed=endorsed, presented=presented)
    told = [each for each in reasons_against_paper(PAPER, [line]) if each.code == "IN-QUANTITY"]
    measured = [each.quantity * GRAMS[each.unit] for each in (presented, endorsed, permitted)]
    too_much = [(0, 1), (1, 2), (0, 2)]
    assert len(told) == sum(measured[more] > measured[most] for more, most in too_much)


@pytest.mark.parametrize(("arrived", "living"), product([True, False], repeat=2))
def test_what_can_be_seen_only_with_the_specimens_is_not_asked_before(arrived: bool, living: bool) -> None:
    names = {each.name for each in asked("EXP", arrived=arrived, living=living)}
    assert ("endorsed" in names) == arrived
    assert ("transport" in names) == (arrived and living)
    assert "origin_permit" not in names


def test_an_official_decides_what_leaves_room_and_nothing_else() -> None:
    soft, hard = Reason("a", "A", Severity.OVERRIDE), Reason("b", "B", Severity.HARD)
    assert outcome_of([soft]) is Outcome.STOP
    assert outcome_of([soft], accepted=True) is Outcome.WARN
    assert outcome_of([soft, hard], accepted=True) is Outcome.STOP
    assert outcome_of([]) is Outcome.PASS


def test_whoever_decides_is_told_of_a_paper_that_stops_and_of_an_open_question() -> None:
    stopped = CheckedPaper("26US1", "US", Outcome.STOP, ("IN-EXPIRED",), date(2026, 11, 28))
    question = OpenQuestion("US", "", date(2026, 12, 12))
    told = list(reasons_of_checked_papers([stopped, replace(stopped, outcome=Outcome.WARN)], [question]))
    assert [(each.code, each.severity) for each in told] == [
        ("IN-STOP", Severity.OVERRIDE),
        ("IN-ASKED", Severity.OVERRIDE),
    ]
    assert "IN-EXPIRED" in str(told[0])
