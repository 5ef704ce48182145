"""Lawful processes spoilt on purpose, each in one way, with what the check has to say of it."""

from dataclasses import dataclass

from hypothesis import strategies as st

from tests.factories.lawful import CONDITIONS, NEEDS_SCIENCE, lawful
from tests.factories.spoiling import (
    Spoil,
    approved_straight_away,
    changed_after_the_finding,
    closed_after_issue,
    found_after_the_decision,
    left_by_some,
    left_out,
    made_by,
    never_joined,
    never_left,
    never_reached,
    passed_by_the_clock,
    past_the_decision,
    past_the_payment,
    refused_for_some,
    round_by_hand,
    round_for_ever,
    sent_anew_after_the_decision,
    settled_by_hand,
    used_before_issue,
)
from workflows.definition import Workflow

EVERY = tuple(CONDITIONS)
NEEDS_EXAMINING = ("EXP", "REX", "ORG", "CAP", "ART", "PRE")


@dataclass(frozen=True)
class Spoilt:
    """A process, and the one thing that is wrong with it: the code, and the places at any of which it may be said."""

    document_type: str
    workflow: Workflow
    code: str
    places: frozenset[str]


@dataclass(frozen=True)
class Spoiler:
    """One way to spoil a process of some documents; ``spoil`` changes the table and returns code and places."""

    spoil: Spoil
    document_types: tuple[str, ...] = EVERY
    branches: bool = False


@st.composite
def unlawful(draw: st.DrawFn, spoiler: Spoiler) -> Spoilt:
    """Draw a lawful process and spoil it."""
    drawn = draw(lawful(spoiler.document_types, branches=spoiler.branches))
    code, places = spoiler.spoil(draw, drawn.table)
    return Spoilt(drawn.document_type, Workflow.model_validate(drawn.table), code, frozenset(places))


SPOILERS = {
    "the Scientific Authority's finding is passed over by the clock": Spoiler(
        passed_by_the_clock("record_finding"), NEEDS_SCIENCE
    ),
    "the Scientific Authority's finding is left out": Spoiler(left_out("record_finding"), NEEDS_SCIENCE),
    "the examination is passed over by the clock": Spoiler(
        passed_by_the_clock("complete_examination"), NEEDS_EXAMINING
    ),
    "the examination is left out": Spoiler(left_out("complete_examination"), NEEDS_EXAMINING),
    "another than the Scientific Authority finds": Spoiler(
        made_by("record_finding", "wrong_authority", ("ma_officer", "customs", "trader"))
    ),
    "another than the Management Authority examines": Spoiler(
        made_by("complete_examination", "wrong_authority", ("scientific_authority", "customs"))
    ),
    "another than the Management Authority decides": Spoiler(
        made_by("approve", "wrong_decider", ("scientific_authority", "cashier"))
    ),
    "another than the Management Authority signs": Spoiler(
        made_by("issue", "wrong_signatory", ("scientific_authority", "customs"))
    ),
    "a way leads past the decision": Spoiler(past_the_decision),
    "a way leads past the payment": Spoiler(past_the_payment),
    "what was never sent is approved": Spoiler(approved_straight_away),
    "a finding is made after the decision": Spoiler(found_after_the_decision),
    "an application is sent anew after the decision": Spoiler(sent_anew_after_the_decision),
    "an application may be changed after the finding": Spoiler(changed_after_the_finding),
    "another than the applicant sends": Spoiler(
        made_by("submit", "wrong_applicant", ("ma_officer", "customs", "auditor"))
    ),
    "a case is closed while its document is valid": Spoiler(closed_after_issue),
    "what is not issued is used": Spoiler(used_before_issue),
    "somebody says that the fee is settled": Spoiler(settled_by_hand),
    "only some cases can be refused": Spoiler(refused_for_some),
    "nothing leads out of a stage": Spoiler(never_left),
    "only some cases leave a stage": Spoiler(left_by_some),
    "a branch may never end": Spoiler(never_joined, branches=True),
    "a stage is never reached": Spoiler(never_reached),
    "what happens by itself goes round for ever": Spoiler(round_for_ever),
    "people hand a case round for ever": Spoiler(round_by_hand),
}
