"""Before it is proposed a process is compared with the one in force, and tried on the cases that there were."""

import re
from typing import Any

import pytest

from cites.accounts.models import Role
from cites.administration.queries.trial import trial_shown
from cites.administration.rules import READERS
from cites.casework.rules import CASE_READERS
from tenants.releases.drafting import begin_draft, change_part
from tenants.releases.queries import release_in_force
from tests.factories.accounts import person
from tests.factories.permits import an_application, cast, issued, to_finding
from workflows.trial import Outcome

AT = "/administration/draft/process/EXP/"


@pytest.fixture
def client(bb: Any) -> Any:
    client = bb.client()
    client.force_login(person(role=Role.PARTY_ADMINISTRATOR, name="Cicely Worrell"))
    return client


def drafted(**moves: Any) -> dict[str, Any]:
    """A draft whose export process has these moves; None takes one out."""
    draft = begin_draft(by=person(role=Role.PARTY_ADMINISTRATOR, name="Elma Browne"))
    workflow = draft.parts["workflow"]
    changed = {key: move for key, move in {**workflow["EXP"]["moves"], **moves}.items() if move is not None}
    data = {**workflow, "EXP": {**workflow["EXP"], "moves": changed}}
    return change_part(proposal=draft, part="workflow", data=data, by=draft.begun_by).parts


def said(client: Any, path: str) -> str:
    answer = client.get(AT + path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_whoever_may_open_the_trial_may_read_the_cases_that_it_links() -> None:
    assert READERS <= CASE_READERS


def test_under_what_is_in_force_every_case_would_have_gone_the_same_way(bb: Any) -> None:
    issued(cast())
    trial = trial_shown(release_in_force().parts, "EXP")
    assert trial is not None
    assert [each.outcome for each in trial.cases] == [Outcome.SAME]


def test_a_case_that_took_a_step_that_is_no_more_would_have_been_shorter(client: Any) -> None:
    case = issued(cast()).application.case
    drafted(
        record_finding=None,
        complete_examination={"from": ["examining"], "to": "decision", "roles": ["ma_officer"]},
    )
    page = said(client, "trial/")
    assert "Would have been shorter 1 case" in page
    assert f"{case.reference} It would have got there without: Record the finding" in page


def test_a_case_without_whose_step_nothing_goes_on_would_stand_there(client: Any) -> None:
    who = cast()
    application = an_application(who.trader)
    to_finding(application, who)
    drafted(complete_examination=None)
    assert "There is no such step: The application is complete. It would stand at “Being examined”" in said(
        client, "trial/"
    )


def test_drafts_that_were_never_sent_are_not_tried(client: Any) -> None:
    an_application(cast().trader)
    assert "No case yet" in said(client, "trial/")


def test_a_process_that_names_a_stage_that_does_not_exist_is_not_tried(client: Any) -> None:
    issued(cast())
    drafted(approve={"from": ["decision"], "to": "nowhere", "roles": ["ma_officer"]})
    assert "too unfinished to be tried" in said(client, "trial/")


def test_what_differs_from_the_release_in_force_is_said_and_drawn_twice(client: Any) -> None:
    assert "Nothing differs" in said(client, "compare/")
    drafted(refuse={"from": ["decision"], "to": "refused", "roles": ["ma_signatory"]})
    html = client.get(AT + "compare/").content.decode()
    assert html.count('role="img"') == 2
    assert "Refuse › Who may do it" in said(client, "compare/")
