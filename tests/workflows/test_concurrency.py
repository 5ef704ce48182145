"""Two officers on two connections at the same moment: one effect, and one of them is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from tenants.context import party_context
from tenants.models import Party
from tests.factories.accounts import person
from tests.factories.workflows import fact
from workflows.errors import StaleCase
from workflows.models import Case, CaseStep
from workflows.services import open_case, perform

pytestmark = [pytest.mark.usefixtures("own_database"), pytest.mark.slow]


def at_once(party: Any, *requests: dict[str, Any]) -> list[Any]:
    """Perform each request in a thread, and so on a connection, of its own; return steps and errors."""
    start = Barrier(len(requests))

    def one(request: dict[str, Any]) -> Any:
        try:
            with party_context(party):
                start.wait(10)
                return perform(case_reference="LIC-1", **request)
        except StaleCase as error:
            return error
        finally:
            connection.close_everything()

    with ThreadPoolExecutor(len(requests)) as pool:
        return list(pool.map(one, requests))


@pytest.fixture
def barbados() -> Any:
    return Party.objects.get(iso2="BB")


@pytest.fixture
def officers(barbados: Any, small_workflow: None) -> Any:
    """Oscar and Sam, who have a case before them that Olive has examined."""
    with party_context(barbados):
        tessa, olive = person(role="trader"), person(role="ma_officer")
        open_case(reference="LIC-1", workflow="LIC", actor=tessa)
        perform(case_reference="LIC-1", verb="lodge", actor=tessa, version=1, key=None)
        perform(case_reference="LIC-1", verb="examine", actor=olive, version=2, key=None)
        return person(role="ma_officer"), person(role="ma_signatory")


def test_two_officers_deciding_at_once_make_one_decision(barbados: Any, officers: Any) -> None:
    oscar, sam = officers
    results = at_once(
        barbados,
        {"verb": "grant", "actor": oscar, "version": 3, "key": "a"},
        {"verb": "deny", "actor": sam, "version": 3, "key": "b", "data": {"reason": "no"}},
    )
    assert sorted(type(result).__name__ for result in results) == ["CaseStep", "StaleCase"]
    with party_context(barbados):
        assert Case.objects.get(reference="LIC-1").version == 4
        assert CaseStep.objects.count() == 3


def test_one_officer_clicking_twice_at_once_makes_one_step(barbados: Any, officers: Any) -> None:
    click = {"verb": "grant", "actor": officers[0], "version": 3, "key": "click"}
    first, second = at_once(barbados, click, click)
    assert first == second
    with party_context(barbados):
        assert CaseStep.objects.filter(verb="grant").count() == 1


def test_two_who_end_the_last_two_branches_at_once_lose_no_step_and_join_once(barbados: Any, inspections: None) -> None:
    with fact("fuel", {}):
        with party_context(barbados):
            tessa, olive, simon = person(role="trader"), person(role="ma_officer"), person(role="scientific_authority")
            open_case(reference="LIC-1", workflow="LIC", actor=tessa)
            perform(case_reference="LIC-1", verb="lodge", actor=tessa, version=1, key=None)
        results = at_once(
            barbados,
            {"verb": "inspect_hull", "actor": olive, "version": 2, "key": "a"},
            {"verb": "inspect_crew", "actor": simon, "version": 2, "key": "b"},
        )
    assert [type(result).__name__ for result in results] == ["CaseStep", "CaseStep"]
    assert sorted(result.joined for result in results) == ["", "decision"]
    with party_context(barbados):
        case = Case.objects.get(reference="LIC-1")
        assert (case.stage, case.version, case.branches.count()) == ("decision", 4, 0)
