"""What goes on side by side goes on alone, and the case goes on when all of it has ended."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.factories.accounts import person
from tests.factories.workflows import fact, inspected, inspection, licence, move, stage
from workflows.errors import ActionRefused, StaleCase
from workflows.models import Case, CaseBranch, CaseStep
from workflows.offers import steps_open_to
from workflows.queries import CaseNow, cases_waiting_for
from workflows.services import open_case, perform

pytestmark = pytest.mark.usefixtures("inspections")
FUELLED: dict[str, str] = {}


@pytest.fixture(autouse=True)
def _fuel() -> Iterator[None]:
    FUELLED.clear()
    with fact("fuel", FUELLED):
        yield


@pytest.fixture
def cast(bb: Any) -> dict[str, Any]:
    return {
        "tessa": person(role="trader", name="Tessa Trader"),
        "olive": person(role="ma_officer", name="Olive Officer"),
        "simon": person(role="scientific_authority", name="Simon Scientist"),
        "carla": person(role="customs", name="Carla Customs"),
    }


@pytest.fixture
def case(cast: dict[str, Any]) -> Case:
    opened = open_case(reference="LIC-1", workflow="LIC", actor=cast["tessa"])
    do("lodge", cast["tessa"], 1)
    opened.refresh_from_db()
    return opened


def do(verb: str, actor: Any, version: int | None, **data: Any) -> CaseStep:
    return perform(case_reference="LIC-1", verb=verb, actor=actor, data=data, version=version, key=None)


def branches() -> dict[str, str]:
    return dict(CaseBranch.objects.filter(case__reference="LIC-1").values_list("branch", "stage"))


def test_a_case_that_comes_to_a_stage_stands_at_the_first_stage_of_each_branch(case: Case) -> None:
    assert branches() == {"hull": "todo", "crew": "todo"}


def test_a_branch_is_opened_for_the_cases_that_answer_to_its_conditions(cast: dict[str, Any]) -> None:
    FUELLED["LIC-1"] = "yes"
    open_case(reference="LIC-1", workflow="LIC", actor=cast["tessa"])
    do("lodge", cast["tessa"], 1)
    assert branches() == {"hull": "todo", "crew": "todo", "fuel": "todo"}
    do("inspect_fuel", cast["carla"], 2)
    assert branches()["fuel"] == "done"


def test_a_step_in_a_branch_moves_that_branch_only(case: Case, cast: dict[str, Any]) -> None:
    step = do("inspect_hull", cast["olive"], 2)
    case.refresh_from_db()
    assert branches() == {"hull": "done", "crew": "todo"}
    assert (case.stage, case.version, case.stage_since < step.at) == ("examining", 3, True)
    assert (step.branch, step.from_stage, step.to_stage, step.joined, step.arrival) == ("hull", "todo", "done", "", "")


def test_the_case_goes_on_when_the_last_branch_has_ended(case: Case, cast: dict[str, Any]) -> None:
    do("inspect_hull", cast["olive"], 2)
    step = do("inspect_crew", cast["simon"], 3)
    case.refresh_from_db()
    assert (case.stage, case.version, branches()) == ("decision", 4, {})
    assert (step.branch, step.joined, step.arrival) == ("crew", "decision", "decision")


def test_the_case_itself_may_be_moved_while_branches_are_open(case: Case, cast: dict[str, Any]) -> None:
    do("give_up", cast["tessa"], 2)
    case.refresh_from_db()
    assert (case.stage, branches()) == ("refused", {})
    assert case.closed_at


def test_a_step_is_not_made_twice_in_a_branch(case: Case, cast: dict[str, Any]) -> None:
    do("inspect_hull", cast["olive"], 2)
    with pytest.raises(ActionRefused) as refused:
        do("inspect_hull", cast["olive"], 3)
    assert [reason.code for reason in refused.value.reasons] == ["wrong_stage"]


def test_what_was_done_in_another_branch_meanwhile_stands_in_nobodys_way(case: Case, cast: dict[str, Any]) -> None:
    do("inspect_hull", cast["olive"], 2)
    do("inspect_crew", cast["simon"], 2)
    case.refresh_from_db()
    assert case.stage == "decision"


@pytest.mark.parametrize("version", [0, 1, 4, None])
def test_a_page_that_is_older_than_the_branch_or_from_nowhere_is_stale(
    case: Case, cast: dict[str, Any], version: int | None
) -> None:
    do("inspect_hull", cast["olive"], 2)
    with pytest.raises(StaleCase):
        do("inspect_crew", cast["simon"], version)


def test_the_case_itself_is_not_moved_from_a_page_that_shows_another_state_of_a_branch(
    case: Case, cast: dict[str, Any]
) -> None:
    do("inspect_hull", cast["olive"], 2)
    with pytest.raises(StaleCase):
        do("give_up", cast["tessa"], 2)


def test_offers_are_those_of_every_open_branch(case: Case, cast: dict[str, Any]) -> None:
    def offered(name: str) -> list[str]:
        return [offer.action.name for offer in steps_open_to(case, cast[name])]

    assert (offered("olive"), offered("simon"), offered("carla")) == (["inspect_hull"], ["inspect_crew"], [])
    do("inspect_hull", cast["olive"], 2)
    assert offered("olive") == []


def test_cases_that_wait_for_a_verb_are_found_in_branches_too(case: Case, cast: dict[str, Any]) -> None:
    assert list(cases_waiting_for("inspect_hull")) == [case]
    assert list(cases_waiting_for("give_up")) == [case]
    do("inspect_hull", cast["olive"], 2)
    assert list(cases_waiting_for("inspect_hull")) == []


def test_where_no_branch_is_opened_the_case_goes_straight_on(in_force: Any, cast: dict[str, Any]) -> None:
    only_fuel = {"fuel": inspection("fuel", "customs", when={"fuel": True})}
    table = {"examining": stage("Inspections", branches=only_fuel, joined="decision")}
    in_force(licence(stages=table))
    open_case(reference="LIC-1", workflow="LIC", actor=cast["tessa"])
    step = do("lodge", cast["tessa"], 1)
    assert (step.to_stage, branches()) == ("decision", {})


def test_a_case_may_come_back_to_its_branches_and_finds_them_anew(in_force: Any, cast: dict[str, Any]) -> None:
    again = move("decision", "examining", "ma_officer", verb="examine")
    workflow = inspected()
    in_force(workflow.model_copy(update={"moves": {**workflow.moves, **licence(moves={"again": again}).moves}}))
    open_case(reference="LIC-1", workflow="LIC", actor=cast["tessa"])
    for version, (verb, who) in enumerate(
        [("lodge", "tessa"), ("inspect_hull", "olive"), ("inspect_crew", "simon"), ("examine", "olive")], start=1
    ):
        do(verb, cast[who], version)
    assert branches() == {"hull": "todo", "crew": "todo"}


def test_a_move_for_other_cases_is_refused_in_words(in_force: Any, cast: dict[str, Any]) -> None:
    quick = move("draft", "decision", "trader", verb="lodge", when={"fuel": True})
    workflow = licence(moves={"lodge": quick})
    in_force(workflow)
    case = open_case(reference="LIC-1", workflow="LIC", actor=cast["tessa"])
    with pytest.raises(ActionRefused) as refused:
        do("lodge", cast["tessa"], 1)
    assert [reason.code for reason in refused.value.reasons] == ["conditions_unmet"]
    assert "fuel is yes" in str(refused.value)
    (offer,) = steps_open_to(case, cast["tessa"])
    assert [reason.code for reason in offer.reasons] == ["conditions_unmet"]


@pytest.mark.parametrize(("told", "stage"), [("yes", "payment"), ("no", "examining")])
def test_of_several_moves_the_first_whose_conditions_hold_is_made(
    in_force: Any, cast: dict[str, Any], told: str, stage: str
) -> None:
    FUELLED["LIC-1"] = told
    first = move("draft", "payment", "trader", verb="lodge", when={"fuel": True})
    second = move("draft", "granted", "trader", verb="lodge", when={"fuel": True})
    in_force(licence(moves={"first": first, "second": second}))
    case = open_case(reference="LIC-1", workflow="LIC", actor=cast["tessa"])
    assert len(steps_open_to(case, cast["tessa"])) == 1
    assert do("lodge", cast["tessa"], 1).to_stage == stage


def test_where_a_case_stands_is_read_from_its_branches(case: Case, cast: dict[str, Any]) -> None:
    do("inspect_hull", cast["olive"], 2)
    assert [(each.branch, each.key) for each in CaseNow(case).standings] == [(None, "examining"), ("crew", "todo")]
