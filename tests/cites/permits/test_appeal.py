"""Where a Party chose so, a refusal waits for an appeal, and somebody else than who refused decides on it."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cites.accounts.models import Role
from cites.permits.models import Application
from cites.permits.queries.applications import is_decided
from tenants.errors import FaultyAttachment
from tenants.profiles.files import BASE, PROFILES, folder_of, layered_from
from tenants.releases.services import make_release, parts_of
from tests.factories.accounts import person
from tests.factories.casework import PDF
from tests.factories.permits import FINDING, Cast, an_application, cast, do, stage_of, to_finding
from workflows.checking.check import reasons_against
from workflows.definition import Workflow
from workflows.errors import ActionRefused
from workflows.models import Case
from workflows.offers import steps_open_to
from workflows.part import WORKFLOW
from workflows.services import perform_automatic

GROUNDS = {"reason": "The licence of the vessel was overlooked."}


@pytest.fixture
def who(bb: Any) -> Cast:
    """People of a Party whose processes are those of the template."""
    workflow = layered_from([PROFILES / BASE], WORKFLOW.file, WORKFLOW.templates, {"template": "appeal"})
    make_release(parts=parts_of(folder_of("BB")) | {"workflow": workflow}, author="a test")
    return cast()


def refused(who: Cast) -> Application:
    application = to_finding(an_application(who.trader), who)
    do(application, "record_finding", who.science, FINDING)
    do(application, "refuse", who.decider, {"reason": "No licence."})
    return Application.objects.select_related("case").get(pk=application.pk)


def deeds(application: Application, somebody: Any) -> dict[str, bool]:
    case = Case.objects.get(pk=application.case_id)
    return {offer.action.name: offer.is_open for offer in steps_open_to(case, somebody)}


def test_a_refusal_waits_for_the_applicant_and_stands_by_itself_when_the_time_is_over(who: Cast) -> None:
    application = refused(who)
    assert stage_of(application) == "refused"
    assert application.case.closed_at is None
    perform_automatic(case_reference=application.reference, verb="lapse", key="clock")
    assert stage_of(application) == "refusal_final"
    with pytest.raises(ActionRefused):
        do(application, "appeal", who.trader, GROUNDS)


def test_a_signatory_allows_the_appeal_and_the_fee_is_due(who: Cast) -> None:
    application = refused(who)
    do(application, "appeal", who.trader, GROUNDS)
    assert stage_of(application) == "appealed"
    assert not is_decided(application)
    do(application, "approve", who.signatory, {"reason": "The licence is valid."})
    assert stage_of(application) == "payment"
    assert is_decided(application)


def test_a_signatory_dismisses_the_appeal_and_the_case_is_closed(who: Cast) -> None:
    application = refused(who)
    do(application, "appeal", who.trader, GROUNDS)
    do(application, "refuse", who.signatory, {"reason": "It has expired."})
    assert stage_of(application) == "refusal_final"
    assert Case.objects.get(pk=application.case_id).closed_at


def test_nobody_decides_on_an_appeal_against_their_own_refusal(who: Cast) -> None:
    application = refused(who)
    do(application, "appeal", who.trader, GROUNDS)
    offered = deeds(application, who.decider)
    assert (offered["approve"], offered["refuse"]) == (False, False)
    assert deeds(application, who.signatory)["approve"]


def test_only_the_applicant_appeals_and_only_once(who: Cast) -> None:
    application = refused(who)
    for somebody in (who.officer, who.decider, who.signatory, person(role=Role.TRADER)):
        with pytest.raises(ActionRefused):
            do(application, "appeal", somebody, GROUNDS)
    do(application, "appeal", who.trader, GROUNDS)
    with pytest.raises(ActionRefused):
        do(application, "appeal", who.trader, GROUNDS)


def test_a_paper_is_kept_with_the_application_and_a_faulty_one_appeals_nothing(who: Cast) -> None:
    application = refused(who)
    with pytest.raises(FaultyAttachment):
        do(application, "appeal", who.trader, GROUNDS | {"paper": SimpleUploadedFile("x.pdf", b"MZ no paper")})
    assert stage_of(application) == "refused"
    do(application, "appeal", who.trader, GROUNDS | {"paper": SimpleUploadedFile("licence.pdf", PDF)})
    assert [paper.name for paper in application.attachments.all()] == ["licence.pdf"]
    assert Application.objects.get(pk=application.pk).changed_at is None


def test_the_applicant_is_told_that_they_may_appeal_and_does_so_by_the_page(bb: Any, who: Cast) -> None:
    application = refused(who)
    client = bb.client()
    client.force_login(who.trader)
    base = f"/applications/{application.reference}"
    assert "Read the refusal, which you may appeal" in client.get("/applications/").content.decode()
    page = client.get(f"{base}/").content.decode()
    assert f'href="{base}/do/appeal/"' in page
    assert "No licence." in page
    version = Case.objects.get(pk=application.case_id).version
    sent: dict[str, Any] = {"version": version, "key": "a", "reason": ""}
    assert client.post(f"{base}/do/appeal/", sent).status_code == 422
    faulty = {**sent, **GROUNDS, "paper": SimpleUploadedFile("x.pdf", b"MZ no paper")}
    answer = client.post(f"{base}/do/appeal/", faulty)
    assert answer.status_code == 422
    assert GROUNDS["reason"] in answer.content.decode()
    assert client.post(f"{base}/do/appeal/", {**sent, **GROUNDS}).status_code == 302
    assert GROUNDS["reason"] in client.get(f"{base}/").content.decode()


def test_an_appeal_that_others_than_applicants_may_make_is_refused_by_the_check() -> None:
    table = layered_from([PROFILES / BASE], WORKFLOW.file, WORKFLOW.templates, {"template": "appeal"})["EXP"]
    table["moves"]["appeal"]["roles"] = ["trader", "ma_officer"]
    found = reasons_against("EXP", Workflow.model_validate(table))
    assert {each.code for each in found} == {"wrong_applicant"}
