"""The steps of a case are taken again through another workflow, and what would have been otherwise is said."""

from typing import Any

import pytest

from tests.factories.workflows import licence, move, stage
from workflows.definition import Workflow
from workflows.trial import Awaited, Outcome, Taken, Trial, counted, tried

GRANTED = [Taken("lodge"), Taken("examine"), Taken("grant"), Taken("paid")]


def run(workflow: Workflow, steps: list[Taken] = GRANTED, stage: str = "granted", **holds: bool) -> Trial:
    return tried(workflow, steps, lambda each: holds.get("holds", True), stage=stage, closed=stage == "granted")


def fisheries(**more: Any) -> dict[str, Any]:
    stages = {"a": stage("With Fisheries"), "b": stage("Done", kind="final")}
    return {
        "label": {"en": "Fisheries"},
        "first": "a",
        "stages": stages,
        "moves": {"look": move("a", "b", "x")},
        **more,
    }


def parted(**more: Any) -> Workflow:
    stages = {"a": stage("At work"), "b": stage("Done", kind="final")}
    own = {
        "label": {"en": "Office"},
        "first": "a",
        "stages": stages,
        "moves": {"examine": move("a", "b", "ma_officer")},
    }
    branches = {"office": own, "fisheries": fisheries(**more)}
    examining = stage("Being examined", branches=branches, joined="decision")
    table = licence().model_dump(by_alias=True)
    del table["moves"]["examine"]
    return Workflow.model_validate({**table, "stages": {**table["stages"], "examining": examining}})


def test_under_the_same_workflow_every_case_goes_the_same_way() -> None:
    assert run(licence()).outcome is Outcome.SAME
    assert run(licence(), GRANTED[:2], "decision").outcome is Outcome.SAME


def test_a_case_would_wait_for_another_finding_at_the_same_time() -> None:
    trial = run(parted())
    assert trial.outcome is Outcome.WAITS
    assert trial.awaited == (Awaited("examining", "fisheries"),)
    assert trial.place.stage == "granted"


def test_a_finding_for_other_cases_alone_is_not_waited_for() -> None:
    assert run(parted(when={"living": True}), holds=False).outcome is Outcome.SAME


def test_a_case_that_is_still_open_waits_for_what_it_has_not_come_to() -> None:
    trial = run(parted(), GRANTED[:2], "examining")
    assert trial.outcome is Outcome.SAME
    assert dict(trial.place.branches) == {"office": "b", "fisheries": "a"}


def test_a_case_would_wait_at_a_stage_that_is_new_on_its_way() -> None:
    workflow = licence(
        stages={"committee": stage("Before the committee")},
        moves={
            "examine": move("examining", "committee", "ma_officer"),
            "recommend": move("committee", "decision", "ma_officer"),
        },
    )
    trial = run(workflow)
    assert trial.outcome is Outcome.WAITS
    assert [each.way.key for each in trial.awaited if each.way] == ["recommend"]


def test_a_case_would_be_shorter_without_a_stage_that_it_passed() -> None:
    trial = run(licence(moves={"lodge": move("draft", "decision", "trader")}))
    assert (trial.outcome, trial.lacking) == (Outcome.SHORTER, ("examine",))


def test_a_step_that_is_not_there_and_without_which_a_case_does_not_get_on_is_named() -> None:
    table = licence().model_dump(by_alias=True)
    del table["moves"]["grant"]
    trial = run(Workflow.model_validate(table))
    assert trial.outcome is Outcome.MISSING
    assert "grant" in trial.lacking


def test_a_case_is_passed_on_by_itself_where_the_workflow_says_so() -> None:
    workflow = licence(
        stages={"sorting": stage("Being sorted")},
        moves={
            "lodge": move("draft", "sorting", "trader"),
            "pass_on": {"from": ["sorting"], "to": "examining", "automatic": True, "at_once": True},
        },
    )
    assert run(workflow).outcome is Outcome.SAME


def test_what_was_passed_on_by_itself_before_need_not_be_there() -> None:
    steps = [GRANTED[0], Taken("pass_on", at_once=True), *GRANTED[1:]]
    assert run(licence(), steps).outcome is Outcome.SAME


def test_an_endless_circle_of_passing_on_comes_to_an_end() -> None:
    workflow = licence(
        moves={
            "there": {"from": ["examining"], "to": "decision", "automatic": True, "at_once": True},
            "back": {"from": ["decision"], "to": "examining", "automatic": True, "at_once": True},
        }
    )
    assert run(workflow, GRANTED[:1], "examining").outcome is Outcome.SAME


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_is_counted(outcome: Outcome) -> None:
    trials = [run(licence()), run(parted()), run(licence())]
    assert counted(trials)[outcome] == {Outcome.SAME: 2, Outcome.WAITS: 1}.get(outcome, 0)
