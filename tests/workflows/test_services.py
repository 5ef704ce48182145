"""A case moves one step at a time, by the right people, once."""

from typing import Any

import pytest

from tenants.audit.models import AuditEntry
from tests.factories.accounts import person
from workflows.errors import ActionRefused, DutyConflict, StaleCase, UnknownCase, UnknownWorkflow
from workflows.models import Case, CaseStep, Duty
from workflows.offers import steps_open_to
from workflows.queries import sentence_of
from workflows.services import open_case, perform, perform_automatic

pytestmark = pytest.mark.usefixtures("small_workflow")


@pytest.fixture
def cast(bb: Any) -> dict[str, Any]:
    return {
        "tessa": person(role="trader", name="Tessa Trader"),
        "theo": person(role="trader", name="Theo Trader"),
        "olive": person(role="ma_officer", name="Olive Officer"),
        "oscar": person(role="ma_officer", name="Oscar Officer"),
        "sam": person(role="ma_signatory", name="Sam Signatory"),
    }


@pytest.fixture
def case(cast: dict[str, Any]) -> Case:
    return open_case(reference="LIC-1", workflow="LIC", actor=cast["tessa"])


def do(verb: str, actor: Any, version: int | None, key: str | None = None, **data: Any) -> CaseStep:
    return perform(case_reference="LIC-1", verb=verb, actor=actor, data=data, version=version, key=key)


def reasons(refused: Any) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def test_a_case_opens_at_the_first_stage_and_pins_its_release(case: Case) -> None:
    assert (case.stage, case.version, case.release_number) == ("draft", 1, 1)


def test_a_case_of_an_unknown_workflow_is_not_opened(cast: dict[str, Any]) -> None:
    with pytest.raises(UnknownWorkflow):
        open_case(reference="X-1", workflow="NONE", actor=cast["tessa"])


def test_a_case_goes_from_application_to_licence(case: Case, cast: dict[str, Any]) -> None:
    do("lodge", cast["tessa"], 1)
    do("examine", cast["olive"], 2)
    do("grant", cast["oscar"], 3, years=2)
    perform_automatic(case_reference="LIC-1", verb="paid", key="paid:1")
    case.refresh_from_db()
    assert (case.stage, case.version) == ("granted", 5)
    assert case.closed_at is not None
    assert [sentence_of(step) for step in CaseStep.objects.filter(case=case)] == [
        "Tessa Trader lodged the application",
        "Olive Officer examined the application",
        "Oscar Officer granted the licence for 2 years",
        "The fee was paid",
    ]


def test_each_step_is_in_the_audit_trail(case: Case, cast: dict[str, Any]) -> None:
    do("lodge", cast["tessa"], 1)
    trail = AuditEntry.objects.filter(subject="case:LIC-1").order_by("id")
    assert [entry.verb for entry in trail] == ["case.opened", "case.lodge"]


def test_an_unknown_case_is_named(cast: dict[str, Any]) -> None:
    with pytest.raises(UnknownCase):
        do("lodge", cast["tessa"], 1)


def test_a_stale_page_changes_nothing(case: Case, cast: dict[str, Any]) -> None:
    do("lodge", cast["tessa"], 1)
    do("examine", cast["olive"], 2)
    with pytest.raises(StaleCase):
        do("deny", cast["oscar"], 2)
    with pytest.raises(StaleCase):
        do("deny", cast["oscar"], None)
    assert CaseStep.objects.count() == 2


def test_the_same_request_twice_is_one_step(case: Case, cast: dict[str, Any]) -> None:
    first = do("lodge", cast["tessa"], 1, key="click")
    assert do("lodge", cast["tessa"], 1, key="click") == first
    assert CaseStep.objects.count() == 1


def test_the_same_key_with_another_reason_is_refused_so_that_no_words_are_lost(
    case: Case, cast: dict[str, Any]
) -> None:
    asked = {"case_reference": case.reference, "verb": "lodge", "actor": cast["tessa"], "version": 1, "key": "k"}
    perform(**asked, data={"reason": "First"})
    perform(**asked, data={"reason": "First"})
    with pytest.raises(StaleCase):
        perform(**asked, data={"reason": "Second"})


def test_somebody_elses_key_does_not_pass(case: Case, cast: dict[str, Any]) -> None:
    do("lodge", cast["tessa"], 1, key="click")
    with pytest.raises(StaleCase):
        do("examine", cast["olive"], 2, key="click")


def test_the_wrong_stage_is_a_reason(case: Case, cast: dict[str, Any]) -> None:
    with pytest.raises(ActionRefused) as refused:
        do("grant", cast["oscar"], 1)
    assert reasons(refused) == ["wrong_stage"]
    assert "Draft" in str(refused.value)


def test_the_wrong_role_is_a_reason(case: Case, cast: dict[str, Any]) -> None:
    with pytest.raises(ActionRefused) as refused:
        do("lodge", cast["olive"], 1)
    assert reasons(refused) == ["wrong_role"]


def test_another_trader_is_refused(case: Case, cast: dict[str, Any]) -> None:
    with pytest.raises(ActionRefused) as refused:
        do("lodge", cast["theo"], 1)
    assert set(reasons(refused)) == {"not_the_applicant"}


def test_an_event_does_only_what_is_automatic_and_a_person_what_is_not(case: Case, cast: dict[str, Any]) -> None:
    with pytest.raises(ActionRefused) as refused:
        perform_automatic(case_reference="LIC-1", verb="lodge", key="event")
    assert reasons(refused) == ["needs_a_person"]
    do("lodge", cast["tessa"], 1)
    do("examine", cast["olive"], 2)
    do("grant", cast["oscar"], 3)
    with pytest.raises(ActionRefused) as refused:
        do("paid", cast["oscar"], 4)
    assert reasons(refused) == ["automatic"]


def test_who_examines_never_decides(case: Case, cast: dict[str, Any]) -> None:
    do("lodge", cast["tessa"], 1)
    do("examine", cast["olive"], 2)
    with pytest.raises(DutyConflict) as refused:
        do("grant", cast["olive"], 3)
    assert reasons(refused) == ["duty_conflict"]
    assert "somebody else" in str(refused.value)


def test_the_database_itself_refuses_the_second_duty(
    case: Case, cast: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    do("lodge", cast["tessa"], 1)
    do("examine", cast["olive"], 2)
    monkeypatch.setattr("workflows.offers._duty_taken", lambda *args: [])
    with pytest.raises(DutyConflict):
        do("grant", cast["olive"], 3)
    assert CaseStep.objects.count() == 2
    assert Duty.objects.get(case=case).duty == "examine"


def test_an_error_in_the_action_undoes_everything(
    case: Case, cast: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from workflows.verbs import actions

    do("lodge", cast["tessa"], 1)
    broken = actions.get("examine")
    monkeypatch.setattr(broken, "do", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        do("examine", cast["olive"], 2)
    case.refresh_from_db()
    assert (case.stage, Duty.objects.count(), CaseStep.objects.count()) == ("examining", 0, 1)


def test_offers_are_what_the_role_allows_with_what_speaks_against_them(case: Case, cast: dict[str, Any]) -> None:
    assert [offer.action.name for offer in steps_open_to(case, cast["tessa"])] == ["lodge"]
    assert steps_open_to(case, cast["theo"]) == []
    assert steps_open_to(case, cast["olive"]) == []
    do("lodge", cast["tessa"], 1)
    do("examine", cast["olive"], 2)
    case.refresh_from_db()
    assert [offer.is_open for offer in steps_open_to(case, cast["olive"])] == [False, False]
    assert [offer.is_open for offer in steps_open_to(case, cast["oscar"])] == [True, True]


def test_the_step_is_told_of_once_it_is_committed(
    case: Case, cast: dict[str, Any], told: list[Any], on_commit: Any
) -> None:
    with on_commit():
        step = do("lodge", cast["tessa"], 1)
        assert told == []
    assert told == [step]
