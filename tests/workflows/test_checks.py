"""Every way in which a workflow can be broken is found, and named."""

from typing import Any

import pytest

from tests.factories.workflows import licence, move, stage
from workflows.checks import Vocabulary, reasons_against_workflow

VERBS = {"lodge", "examine", "grant", "deny", "paid", "loop", "leave"}
WORDS = Vocabulary(verbs=VERBS, guards={"applicant"}, roles={"trader", "ma_officer", "ma_signatory"})


def codes(**changes: Any) -> list[str]:
    return [reason.code for reason in reasons_against_workflow(licence(**changes), WORDS)]


def test_the_small_workflow_may_be_used() -> None:
    assert codes() == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"moves": {"fly": move("decision", "refused", "trader")}}, "unknown_verb"),
        ({"moves": {"loop": move("decision", "refused", "trader", needs=["sunshine"])}}, "unknown_guard"),
        ({"moves": {"loop": move("decision", "refused", "wizard")}}, "unknown_role"),
        ({"stages": {"attic": stage("Attic", kind="final")}}, "unreachable_stage"),
        (
            {"stages": {"cellar": stage("Cellar")}, "moves": {"loop": move("draft", "cellar", "trader")}},
            "dead_end",
        ),
        ({"moves": {"leave": move("refused", "draft", "trader")}}, "final_stage_left"),
    ],
)
def test_a_broken_workflow_is_named(changes: dict[str, Any], code: str) -> None:
    assert codes(**changes) == [code]


def test_a_circle_without_a_way_out_is_a_trap_and_the_path_is_told() -> None:
    circle = {"one": stage("One"), "two": stage("Two")}
    moves = {
        "loop": move("draft", "one", "trader"),
        "examine_one": move("one", "two", "trader", verb="examine"),
        "examine_two": move("two", "one", "trader", verb="examine"),
    }
    reasons = reasons_against_workflow(licence(stages=circle, moves=moves), WORDS)
    assert [(reason.code, reason.data["path"]) for reason in reasons] == [
        ("never_finishes", ["loop"]),
        ("never_finishes", ["loop", "examine"]),
    ]


def test_reasons_read_as_sentences() -> None:
    reason = reasons_against_workflow(licence(stages={"attic": stage("A", kind="final")}), WORDS)[0]
    assert str(reason) == "No case can ever reach the stage “attic”"
