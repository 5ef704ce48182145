"""Plain workflows are changed without touching what is given: a stage parted into branches, and made one again."""

from copy import deepcopy
from typing import Any

import pytest

from cites.administration.processes.branching import branch_of, parted, unfolded, with_branch
from cites.administration.processes.changes import key_for, without_thing
from cites.administration.processes.spots import Kind, nearest_spot, new_spot, spot_of
from tests.factories.workflows import licence_table, move, stage
from workflows.definition import Workflow
from workflows.places import after, start_of, ways_from

DONE = {"en": "Done", "fr": "Fait"}


@pytest.mark.parametrize(
    ("key", "kind", "process"),
    [
        ("stages.finding", Kind.STAGE, ""),
        ("moves.issue", Kind.STEP, ""),
        ("stages.finding.branches.science", Kind.BRANCH, ""),
        ("stages.finding.branches.science.stages.waiting", Kind.STAGE, "stages.finding.branches.science"),
        ("stages.finding.branches.science.moves.look", Kind.STEP, "stages.finding.branches.science"),
    ],
)
def test_a_key_tells_what_stands_there_and_of_which_process(key: str, kind: Kind, process: str) -> None:
    spot = spot_of(key)
    assert spot is not None
    assert (spot.kind, spot.process, spot.key) == (kind, process, key)


@pytest.mark.parametrize("key", ["", "stages", "first", "moves.Issue", "moves.a.b", "stages.a.branches", "../moves.a"])
def test_any_other_key_names_nothing(key: str) -> None:
    assert spot_of(key) is None


def test_a_fault_is_said_beside_the_innermost_thing_around_it() -> None:
    assert nearest_spot("stages.a.branches.b.moves.c.from").key == "stages.a.branches.b.moves.c"  # type: ignore[union-attr]
    assert nearest_spot("stages.a.branches.b.first").key == "stages.a.branches.b"  # type: ignore[union-attr]
    assert nearest_spot("stages.a.label.fr").key == "stages.a"  # type: ignore[union-attr]
    assert nearest_spot("first") is None


@pytest.mark.parametrize("table", ["stages", "moves", "stages.a.branches", "stages.a.branches.b.moves"])
def test_something_new_goes_into_a_table(table: str) -> None:
    assert new_spot(table) is not None
    assert new_spot(f"{table}.x.y.z") is None


@pytest.mark.parametrize(
    ("words", "key"),
    [("Waiting for Fisheries", "waiting_for_fisheries"), ("À l’étude", "a_letude"), ("3rd look", "stage"), ("水", "stage")],
)  # fmt: skip
def test_a_key_is_made_of_words_in_plain_letters(words: str, key: str) -> None:
    assert key_for(words, {}, "stage") == key
    assert key_for(words, {key: 1}, "stage") == f"{key}_2"
    assert len(key_for(words * 20, {}, "stage")) <= 40


def test_another_authority_works_at_the_same_time_and_the_case_goes_on_when_both_are_done() -> None:
    table = licence_table()
    before = deepcopy(table)
    made = _with_fisheries(table)
    assert table == before
    workflow = Workflow.model_validate(made)
    place = start_of(workflow, lambda branch: True)
    place = after(workflow, place, next(iter(ways_from(workflow, place))), lambda branch: True)
    assert dict(place.branches) == {"examining": "waiting", "fisheries": "waiting"}
    for way in list(ways_from(workflow, place)):
        place = after(workflow, place, way, lambda branch: True)
    assert place.stage == "decision"


def test_who_worked_there_before_does_so_within_a_branch_with_the_same_days_and_texts() -> None:
    table = licence_table()
    table["stages"]["examining"] |= {"people": ["ma_officer"], "working_days": 5}
    branch = parted(table, "examining", "examine", DONE)["stages"]["examining"]["branches"]["examining"]
    assert branch["stages"]["waiting"] == {**stage("Being examined"), "people": ["ma_officer"], "working_days": 5}
    assert branch["moves"]["examine"] == {**move("waiting", "done", "ma_officer")}


def test_a_step_made_elsewhere_too_is_still_made_there() -> None:
    table = licence_table()
    table["moves"]["examine"]["from"] = ["examining", "draft"]
    made = parted(table, "examining", "examine", DONE)
    assert made["moves"]["examine"]["from"] == ["draft"]


def test_the_last_branch_but_one_taken_out_leaves_the_stage_as_it_was() -> None:
    table = licence_table()
    table["stages"]["examining"] |= {"kind": "open", "people": ["ma_officer"], "working_days": 5}
    made = _with_fisheries(table)
    spot = spot_of("stages.examining.branches.fisheries")
    assert spot is not None
    assert unfolded(without_thing(made, spot), "examining") == table


def test_a_branch_for_some_cases_alone_stays_a_branch() -> None:
    made = parted(licence_table(), "examining", "examine", DONE)
    made["stages"]["examining"]["branches"]["examining"]["when"] = {"appendix": ["I"]}
    assert unfolded(made, "examining") is made


def test_the_last_branch_taken_out_leaves_a_stage_without_any() -> None:
    made = parted(licence_table(), "examining", "examine", DONE)
    spot = spot_of("stages.examining.branches.examining")
    assert spot is not None
    assert "joined" not in without_thing(made, spot)["stages"]["examining"]


def test_a_stage_goes_alone_or_with_the_steps_that_begin_or_end_there() -> None:
    spot = spot_of("stages.decision")
    assert spot is not None
    alone, with_steps = (without_thing(licence_table(), spot, with_steps=both) for both in (False, True))
    assert sorted(alone["moves"]) == sorted(licence_table()["moves"])
    assert sorted(with_steps["moves"]) == ["lodge", "paid"]


def test_a_step_keeps_its_other_beginnings_when_a_stage_goes() -> None:
    table: dict[str, Any] = licence_table()
    table["moves"]["withdraw"] = {"from": ["draft", "decision"], "to": "refused", "roles": ["trader"]}
    spot = spot_of("stages.decision")
    assert spot is not None
    assert without_thing(table, spot, with_steps=True)["moves"]["withdraw"]["from"] == ["draft"]


def _with_fisheries(table: dict[str, Any]) -> dict[str, Any]:
    label = {"en": "Fisheries"}
    branch = branch_of(label=label, at_work=label, done=DONE, verb="look", role="fisheries", working_days=10)
    made, name = with_branch(parted(table, "examining", "examine", DONE), "examining", branch, "Fisheries")
    assert name == "fisheries"
    return made
