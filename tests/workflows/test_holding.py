"""Who holds a case: taken, given, put back, and what becomes of it as the case goes on."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from kernel import clock
from tenants.audit.models import AuditEntry
from tests.factories.accounts import person
from tests.factories.workflows import fact, inspected, licence_table, move, stage
from workflows.definition import Workflow
from workflows.due import is_overdue, reckon_anew
from workflows.errors import HeldByAnother, NotTheirTurn
from workflows.holding import give_case, put_back, take_case
from workflows.models import Assignment, Case
from workflows.services import open_case, perform
from workflows.verbs import Action, actions

MONDAY = datetime(2026, 6, 1, 15, tzinfo=UTC)  # no public holiday of Barbados is near


class HandBack(Action):
    """Send the case back to be examined again."""

    name = "hand_back"
    label = "Hand back"
    history = "%(actor)s handed the case back"


@pytest.fixture
def office(bb: Any, in_force: Any) -> Iterator[dict[str, Any]]:
    """Four officials and a trader, with the licence's workflow and people at its stages."""
    table = licence_table()
    table["stages"]["examining"] = stage("Being examined", people=["ma_officer"], working_days=5)
    table["stages"]["decision"] = stage("Awaiting decision", people=["ma_officer", "ma_signatory"])
    table["moves"]["send_back"] = move("decision", "examining", "ma_officer", "ma_signatory", verb="hand_back")
    in_force(Workflow.model_validate(table))
    people = {
        "tessa": person(role="trader", name="Tessa Trader"),
        "olive": person(role="ma_officer", name="Olive Officer"),
        "oscar": person(role="ma_officer", name="Oscar Officer"),
        "sam": person(role="ma_signatory", name="Sam Signatory"),
        "sia": person(role="scientific_authority", name="Sia Scientist"),
    }
    with actions.temporarily(HandBack()):
        yield people


def lodged(office: dict[str, Any]) -> Case:
    case = open_case(reference="LIC-1", workflow="LIC", actor=office["tessa"])
    do("lodge", office["tessa"])
    return case


def do(verb: str, actor: Any) -> None:
    version = Case.objects.get(reference="LIC-1").version
    perform(case_reference="LIC-1", verb=verb, actor=actor, version=version, key=None)


def holders() -> list[str]:
    return sorted(held.person.full_name for held in Assignment.objects.filter(ended_at=None))


def told_of_holding() -> list[str]:
    return list(
        AuditEntry.objects.filter(verb__in=["case.held", "case.put_back"]).order_by("pk").values_list("verb", flat=True)
    )


def test_who_takes_a_case_holds_it_and_the_next_is_told_by_whom_it_is_held(office: Any) -> None:
    lodged(office)
    take_case(reference="LIC-1", person=office["olive"])
    assert holders() == ["Olive Officer"]
    with pytest.raises(HeldByAnother) as refused:
        take_case(reference="LIC-1", person=office["oscar"])
    assert refused.value.data == {"reference": "LIC-1", "person": "Olive Officer"}
    assert holders() == ["Olive Officer"]


def test_taking_it_twice_is_taking_it_once(office: Any) -> None:
    lodged(office)
    first = take_case(reference="LIC-1", person=office["olive"])
    assert take_case(reference="LIC-1", person=office["olive"]) == first
    assert told_of_holding() == ["case.held"]


@pytest.mark.parametrize("who", ["sia", "sam", "tessa"])
def test_nobody_takes_what_is_not_their_turn(office: Any, who: str) -> None:
    lodged(office)
    with pytest.raises(NotTheirTurn):
        take_case(reference="LIC-1", person=office[who])
    assert holders() == []


def test_a_colleague_is_given_the_case_by_whoever_may_act_on_it(office: Any) -> None:
    lodged(office)
    take_case(reference="LIC-1", person=office["olive"])
    give_case(reference="LIC-1", to=office["oscar"], by=office["olive"], note="I am away", seen={office["olive"].pk})
    assert holders() == ["Oscar Officer"]
    assert Assignment.objects.get(ended_at=None).note == "I am away"
    with pytest.raises(NotTheirTurn):
        give_case(reference="LIC-1", to=office["sia"], by=office["oscar"])


def test_nobody_gives_away_what_somebody_else_has_taken_meanwhile(office: Any) -> None:
    lodged(office)
    take_case(reference="LIC-1", person=office["olive"])
    with pytest.raises(HeldByAnother):
        give_case(reference="LIC-1", to=office["oscar"], by=office["oscar"], seen=set())
    assert holders() == ["Olive Officer"]


def test_what_is_put_back_is_anybodys_again(office: Any) -> None:
    lodged(office)
    take_case(reference="LIC-1", person=office["olive"])
    assert put_back(reference="LIC-1", person=office["olive"]) == 1
    assert put_back(reference="LIC-1", person=office["olive"]) == 0
    take_case(reference="LIC-1", person=office["oscar"])
    assert holders() == ["Oscar Officer"]
    assert told_of_holding() == ["case.held", "case.put_back", "case.held"]


def test_whoever_brings_a_case_to_a_stage_of_their_own_holds_it_there(office: Any) -> None:
    lodged(office)
    assert holders() == []
    do("examine", office["olive"])
    assert holders() == ["Olive Officer"]


def test_a_case_that_comes_back_is_held_by_whoever_held_it_there(office: Any) -> None:
    lodged(office)
    take_case(reference="LIC-1", person=office["oscar"])
    do("examine", office["olive"])
    do("hand_back", office["sam"])
    assert holders() == ["Oscar Officer"]


def test_what_somebody_put_back_does_not_come_back_to_them(office: Any) -> None:
    lodged(office)
    take_case(reference="LIC-1", person=office["oscar"])
    put_back(reference="LIC-1", person=office["oscar"])
    do("examine", office["olive"])
    do("hand_back", office["sam"])
    assert holders() == []


def test_nobody_holds_a_case_that_is_closed(office: Any) -> None:
    lodged(office)
    do("examine", office["olive"])
    do("deny", office["sam"])
    assert holders() == []


@pytest.fixture
def no_fuel() -> Iterator[None]:
    with fact("fuel", {}):
        yield


def test_two_branches_are_held_by_two_people(bb: Any, in_force: Any, no_fuel: None) -> None:
    in_force(inspected())
    tessa = person(role="trader")
    open_case(reference="LIC-1", workflow="LIC", actor=tessa)
    do("lodge", tessa)
    hull, crew = person(role="ma_officer", name="Hana"), person(role="scientific_authority", name="Cora")
    take_case(reference="LIC-1", person=hull)
    take_case(reference="LIC-1", person=crew)
    assert holders() == ["Cora", "Hana"]
    do("inspect_hull", hull)
    assert holders() == ["Cora"]


def test_a_case_is_due_when_the_working_days_of_its_stage_are_over(office: Any) -> None:
    with clock.frozen(MONDAY):
        lodged(office)
    assert Case.objects.get().due_on == date(2026, 6, 8)
    with clock.frozen(datetime(2026, 6, 9, 3, 59, tzinfo=UTC)):  # a minute before midnight in Bridgetown
        assert not is_overdue(Case.objects.get())
    with clock.frozen(datetime(2026, 6, 9, 4, 1, tzinfo=UTC)):
        assert is_overdue(Case.objects.get())
    do("examine", office["olive"])
    assert Case.objects.get().due_on is None


def test_due_dates_are_reckoned_anew_once_another_calendar_is_in_force(office: Any) -> None:
    with clock.frozen(MONDAY):
        lodged(office)
    assert reckon_anew() == 0
    Case.objects.update(due_on=date(2026, 6, 30), due_reckoned_with="release 0")
    assert reckon_anew() == 1
    assert Case.objects.get().due_on == date(2026, 6, 8)
    assert reckon_anew() == 0
