"""Before it is decided on an applicant takes an application back, changes anything, and sends it anew."""

from typing import Any

import pytest

from cites.accounts.models import Role
from cites.permits.models import Application
from cites.permits.queries.applications import finding_that_counts, is_examined
from cites.permits.queries.corrections import parts_open
from cites.permits.services.drafts import save_answers
from tenants.audit.models import AuditEntry
from tests.factories.accounts import person
from tests.factories.permits import FINDING, an_application, cast, do, issued, stage_of, to_finding, to_payment
from workflows.errors import ActionRefused, StaleCase
from workflows.models import Case
from workflows.offers import steps_open_to
from workflows.services import perform


def read(application: Application) -> Application:
    return Application.objects.select_related("case").get(pk=application.pk)


def test_what_was_found_before_is_found_anew_once_it_is_sent_again(bb: Any) -> None:
    who = cast()
    application = to_finding(an_application(who.trader), who)
    do(application, "record_finding", who.science, FINDING)
    do(application, "amend", who.trader, {"reason": "The buyer takes less."})
    assert stage_of(application) == "amending"
    assert parts_open(read(application), []).named is None
    save_answers(application=read(application), answers={"comments": "By sea"}, actor=who.trader)
    do(application, "submit", who.trader)
    assert stage_of(application) == "submitted"
    assert finding_that_counts(read(application)) is None
    assert not is_examined(read(application))


def test_sent_again_as_it_was_it_is_looked_at_anew_as_well(bb: Any) -> None:
    who = cast()
    application = to_finding(an_application(who.trader), who)
    do(application, "record_finding", who.science, FINDING)
    do(application, "amend", who.trader)
    do(application, "submit", who.trader)
    assert finding_that_counts(read(application)) is None
    assert not is_examined(read(application))


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_it_is_taken_back_from_any_stage_before_the_decision(bb: Any, steps: int) -> None:
    who = cast()
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    for verb, data in (("start_examination", None), ("ask", {"text": "Which vessel?"}))[:steps]:
        do(application, verb, who.officer, data)
    do(application, "amend", who.trader)
    assert stage_of(application) == "amending"
    do(application, "withdraw", who.trader)
    assert stage_of(application) == "withdrawn"


def test_nobody_but_the_applicant_takes_it_back_and_nobody_once_it_is_decided_or_issued(bb: Any) -> None:
    who = cast()
    application = to_finding(an_application(who.trader), who)
    for somebody in (who.officer, who.science, person(role=Role.TRADER)):
        assert "amend" not in {offer.action.name for offer in steps_open_to(read(application).case, somebody)}
        with pytest.raises(ActionRefused):
            do(application, "amend", somebody)
    approved = to_payment(an_application(who.trader), cast_of_trader(who))
    for decided in (approved, issued(cast_of_trader(who)).application):
        with pytest.raises(ActionRefused):
            do(decided, "amend", who.trader)


def cast_of_trader(who: Any) -> Any:
    """Other officials for the same trader, whose own duties are done."""
    others = cast()
    others.trader = who.trader
    return others


def test_an_officer_who_decides_meanwhile_decides_on_nothing_that_was_taken_back(bb: Any) -> None:
    who = cast()
    application = to_finding(an_application(who.trader), who)
    do(application, "record_finding", who.science, FINDING)
    seen = Case.objects.get(pk=application.case_id).version
    do(application, "amend", who.trader)
    with pytest.raises(StaleCase):
        perform(
            case_reference=application.reference, verb="approve", actor=who.decider, data={}, version=seen, key="late"
        )
    assert stage_of(application) == "amending"


def test_after_a_return_for_one_part_and_a_new_sending_all_of_it_may_be_changed(bb: Any) -> None:
    who = cast()
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    do(application, "start_examination", who.officer)
    do(application, "return_for_correction", who.officer, {"reason": "Why?", "parts": {"purpose": ""}})
    do(application, "submit", who.trader)
    do(application, "amend", who.trader)
    save_answers(application=read(application), answers={"exporter_name": "Another Ltd"}, actor=who.trader)
    assert AuditEntry.objects.filter(verb="case.amend", subject=application.case.subject).exists()


def test_the_page_offers_it_at_its_foot_and_then_the_task_list(bb: Any) -> None:
    who = cast()
    application = to_finding(an_application(who.trader), who)
    client = bb.client()
    client.force_login(who.trader)
    base = f"/applications/{application.reference}"
    assert f'href="{base}/do/amend/"' in client.get(f"{base}/").content.decode()
    version = Case.objects.get(pk=application.case_id).version
    sent = {"version": version, "key": "a", "reason": "The buyer takes less."}
    assert client.post(f"{base}/do/amend/", sent).status_code == 302
    page = client.get(f"{base}/").content.decode()
    assert "You have taken your application back." in page
    assert f'href="{base}/lines/"' in page
    assert client.post(f"{base}/do/amend/", sent).status_code == 302
    assert Case.objects.get(pk=application.case_id).version == version + 1
