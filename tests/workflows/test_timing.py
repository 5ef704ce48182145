"""What a case does by itself: at once where the workflow says so, and by the clock in the Party's working days."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from kernel import clock
from tests.factories.accounts import person
from tests.factories.workflows import fact, inspected_table, licence, move, stage
from workflows.definition import Workflow
from workflows.errors import EndlessCase
from workflows.holding import take_case
from workflows.models import Case, CaseNews, CaseStep
from workflows.news import Herald, Telling, heralds
from workflows.places import Standing
from workflows.services import open_case, perform
from workflows.timing import move_overdue_cases, remind_of_waiting_cases, tell_of_overdue_cases

MONDAY = datetime(2026, 6, 1, 15, tzinfo=UTC)  # no public holiday of Barbados is near
TELLS: dict[str, str] = {}


@pytest.fixture(autouse=True)
def _facts() -> Iterator[None]:
    TELLS.clear()
    with fact("fuel", TELLS):
        yield


@pytest.fixture
def cast(bb: Any) -> dict[str, Any]:
    return {
        "tessa": person(role="trader", name="Tessa Trader"),
        "olive": person(role="ma_officer", name="Olive Officer"),
        "oscar": person(role="ma_officer", name="Oscar Officer"),
    }


@pytest.fixture
def told() -> Iterator[list[Any]]:
    """Everybody who is told of a step or reminded, by one rule in place of the others."""
    heard: list[Any] = []

    def of_waiting(case: Case, standing: Standing) -> Iterable[Telling]:
        heard.append((case.reference, standing.key))
        return [Telling(case.opened_by, "reminder")]

    with heralds.temporarily(Herald("test", lambda *step: [], of_waiting, lambda *stay: [])):
        yield heard


def opened(tessa: Any) -> Case:
    return open_case(reference="LIC-1", workflow="LIC", actor=tessa)


def do(verb: str, actor: Any) -> CaseStep:
    version = Case.objects.get(reference="LIC-1").version
    return perform(case_reference="LIC-1", verb=verb, actor=actor, version=version, key=None)


def stands_at() -> str:
    return Case.objects.get(reference="LIC-1").stage


def day(number: int, hour: int = 12) -> Any:
    """The clock of that day of June 2026, in UTC; Barbados is four hours behind."""
    return clock.frozen(datetime(2026, 6, number, hour, tzinfo=UTC))


def by_itself(origin: str, target: str, verb: str, **more: Any) -> dict[str, Any]:
    return {"from": [origin], "to": target, "verb": verb, "automatic": True, **more}


def test_a_case_goes_on_at_once_where_the_workflow_says_so(in_force: Any, cast: dict[str, Any]) -> None:
    in_force(licence(moves={"skip": by_itself("examining", "decision", "pass_on", at_once=True)}))
    opened(cast["tessa"])
    step = do("lodge", cast["tessa"])
    assert (step.verb, step.to_stage, stands_at()) == ("lodge", "examining", "decision")
    assert list(CaseStep.objects.values_list("verb", "actor", "version").order_by("version")) == [
        ("lodge", cast["tessa"].pk, 2),
        ("pass_on", None, 3),
    ]


@pytest.mark.parametrize(("told", "stage"), [("yes", "payment"), ("no", "decision")])
def test_it_goes_where_its_conditions_lead(in_force: Any, cast: dict[str, Any], told: str, stage: str) -> None:
    TELLS["LIC-1"] = told
    far = by_itself("examining", "payment", "pass_on", at_once=True, when={"fuel": True})
    near = by_itself("examining", "decision", "pass_on", at_once=True, unless={"fuel": True})
    in_force(licence(moves={"far": far, "near": near}))
    opened(cast["tessa"])
    do("lodge", cast["tessa"])
    assert stands_at() == stage


def test_it_stays_where_no_condition_holds(in_force: Any, cast: dict[str, Any]) -> None:
    in_force(licence(moves={"skip": by_itself("examining", "payment", "pass_on", at_once=True, when={"fuel": True})}))
    opened(cast["tessa"])
    do("lodge", cast["tessa"])
    assert stands_at() == "examining"


def test_a_loop_that_never_ends_is_stopped_and_nothing_is_done(in_force: Any, cast: dict[str, Any]) -> None:
    to = by_itself("examining", "decision", "pass_on", at_once=True)
    fro = by_itself("decision", "examining", "pass_on", at_once=True)
    in_force(licence(moves={"to": to, "fro": fro}))
    opened(cast["tessa"])
    with pytest.raises(EndlessCase):
        do("lodge", cast["tessa"])
    assert (stands_at(), CaseStep.objects.count()) == ("draft", 0)


def test_a_branch_may_end_at_once(in_force: Any, cast: dict[str, Any]) -> None:
    table = inspected_table()
    hull = table["stages"]["examining"]["branches"]["hull"]
    hull["moves"]["skip"] = by_itself("todo", "done", "pass_on", at_once=True)
    in_force(Workflow.model_validate(table))
    opened(cast["tessa"])
    do("lodge", cast["tessa"])
    case = Case.objects.get(reference="LIC-1")
    assert dict(case.branches.values_list("branch", "stage")) == {"hull": "done", "crew": "todo"}


LATE = by_itself("examining", "refused", "lapse", after_working_days=5)


def test_the_clock_moves_a_case_when_the_last_working_day_is_over(in_force: Any, cast: dict[str, Any]) -> None:
    in_force(licence(moves={"late": LATE}))
    with clock.frozen(MONDAY):
        opened(cast["tessa"])
        do("lodge", cast["tessa"])
    with day(9, hour=3):  # still Monday evening in Bridgetown, the fifth working day
        assert move_overdue_cases() == 0
    with day(9, hour=5):
        assert move_overdue_cases() == 1
        assert move_overdue_cases() == 0
    step = CaseStep.objects.get(verb="lapse")
    assert (step.actor, stands_at()) == (None, "refused")


def test_a_stay_that_was_broken_off_begins_anew(in_force: Any, cast: dict[str, Any]) -> None:
    back = move("decision", "examining", "ma_officer", verb="examine")
    in_force(licence(moves={"late": LATE, "back": back}))
    with clock.frozen(MONDAY):
        opened(cast["tessa"])
        do("lodge", cast["tessa"])
    with day(5):
        do("examine", cast["olive"])
        do("examine", cast["olive"])
    with day(9):
        assert move_overdue_cases() == 0
    with day(13):
        assert move_overdue_cases() == 1


def test_the_clock_moves_a_branch_by_its_own_time(in_force: Any, cast: dict[str, Any]) -> None:
    table = inspected_table()
    for branch in table["stages"]["examining"]["branches"].values():
        branch["moves"]["late"] = by_itself("todo", "done", "escalate", after_working_days=5)
    in_force(Workflow.model_validate(table))
    with clock.frozen(MONDAY):
        opened(cast["tessa"])
        do("lodge", cast["tessa"])
    with day(10):
        assert move_overdue_cases() == 1  # one step a case and sweep
        assert move_overdue_cases() == 1
        assert move_overdue_cases() == 0
    assert stands_at() == "decision"
    assert set(CaseStep.objects.filter(verb="escalate").values_list("branch", flat=True)) == {"hull", "crew"}


def test_one_case_that_cannot_go_on_holds_up_no_other(
    in_force: Any, cast: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from workflows.errors import UnknownWorkflow
    from workflows.verbs import actions

    in_force(licence(moves={"late": LATE}))
    with clock.frozen(MONDAY):
        for reference in ("LIC-1", "LIC-2"):
            open_case(reference=reference, workflow="LIC", actor=cast["tessa"])
            perform(case_reference=reference, verb="lodge", actor=cast["tessa"], version=1, key=None)

    def refuse(case: Case, *more: Any) -> None:
        if case.reference == "LIC-1":
            raise UnknownWorkflow("LIC")

    monkeypatch.setattr(actions.get("lapse"), "do", refuse)
    with day(20):
        assert move_overdue_cases() == 1
    assert stands_at() == "examining"


def test_who_has_to_act_is_reminded_once_a_stay(in_force: Any, cast: dict[str, Any], told: list[Any]) -> None:
    in_force(licence(stages={"examining": stage("Being examined", people=["ma_officer"], remind_after=3)}))
    with clock.frozen(MONDAY):
        opened(cast["tessa"])
        do("lodge", cast["tessa"])
    with day(3):
        assert remind_of_waiting_cases() == 0
    with day(4):
        assert remind_of_waiting_cases() == 1
        assert remind_of_waiting_cases() == 0
    with day(20):
        assert remind_of_waiting_cases() == 0
    assert told == [("LIC-1", "examining")]
    reminded = CaseNews.objects.filter(once__startswith="reminder").values_list("person", "kind")
    assert set(reminded) == {
        (cast["tessa"].pk, "reminder"),
        *((cast[who].pk, "reminder_for_office") for who in ("olive", "oscar")),
    }


def told_of_overdue() -> set[tuple[Any, str]]:
    return set(CaseNews.objects.filter(once__startswith="overdue").values_list("person", "kind"))


def test_whose_turn_it_is_hears_once_a_stay_that_a_case_is_overdue(in_force: Any, cast: dict[str, Any]) -> None:
    in_force(licence(stages={"examining": stage("Being examined", people=["ma_officer"], working_days=3)}))
    with clock.frozen(MONDAY):
        opened(cast["tessa"])
        do("lodge", cast["tessa"])
    with day(5, hour=3):  # still Thursday in Barbados, the last of the three days
        assert tell_of_overdue_cases() == 0
    with day(5, hour=5):
        assert tell_of_overdue_cases() == 1
        assert tell_of_overdue_cases() == 0
    assert told_of_overdue() == {(cast[who].pk, "overdue_for_office") for who in ("olive", "oscar")}


def test_who_holds_an_overdue_case_hears_of_it_alone(in_force: Any, cast: dict[str, Any]) -> None:
    in_force(licence(stages={"examining": stage("Being examined", people=["ma_officer"], working_days=3)}))
    with clock.frozen(MONDAY):
        opened(cast["tessa"])
        do("lodge", cast["tessa"])
        take_case(reference="LIC-1", person=cast["olive"])
    with day(8):
        assert tell_of_overdue_cases() == 1
    assert told_of_overdue() == {(cast["olive"].pk, "overdue_for_office")}


def test_a_case_that_has_been_overdue_for_long_stands_in_the_list_and_is_not_told_of(
    in_force: Any, cast: dict[str, Any]
) -> None:
    in_force(licence(stages={"examining": stage("Being examined", people=["ma_officer"], working_days=3)}))
    with clock.frozen(MONDAY):
        opened(cast["tessa"])
        do("lodge", cast["tessa"])
    with day(15):
        assert tell_of_overdue_cases() == 0


def test_nobody_hears_of_what_waits_for_somebody_outside_the_office(in_force: Any, cast: dict[str, Any]) -> None:
    waits = stage("Being examined", people=["ma_officer"], working_days=3, kind="waiting")
    in_force(licence(stages={"examining": waits}))
    with clock.frozen(MONDAY):
        opened(cast["tessa"])
        do("lodge", cast["tessa"])
    with day(8):
        assert tell_of_overdue_cases() == 0
