"""A document for specimens that have left: the exception, agreed on with the other authority, and said on its face."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cites.permits.documents.publishing import sheet_for
from cites.permits.documents.words import LANGUAGES
from cites.permits.errors import FaultyEndorsement
from cites.permits.forms.endorsement import EndorsementForm
from cites.permits.forms.examination import ExaminationForm
from cites.permits.models import Application, Permit, RetrospectiveFinding, RuleOverride
from cites.permits.queries.permits import PermitState, permit_of, state_of
from cites.permits.queries.retrospective import reasons_of_retrospective, retrospective_permits
from cites.permits.services.permits import endorse_permit
from cites.permits.services.replacing import replace_permit
from tenants.audit.models import AuditEntry
from tenants.context import today
from tests.factories.offices import a_day, take_step
from tests.factories.permits import CONCH, FINDING, Cast, an_application, cast, do, issued, pay
from workflows.errors import ActionRefused

WHY = "The courier took the wrong box along."


@pytest.fixture
def who(bb: Any) -> Cast:
    return cast()


def gone(who: Cast, *lines: Any, **answers: Any) -> Application:
    """An application for what left three days ago."""
    left_on = (today() - timedelta(days=3)).isoformat()
    said = {"left_on": left_on, "left_without": "The courier mixed two boxes up.", **answers}
    return an_application(who.trader, lines or (CONCH,), **said)


def agreed(**changes: Any) -> dict[str, Any]:
    said = {
        "authority": "US Fish and Wildlife Service",
        "answered_on": today(),
        "answer": "DMA-1729",
        "blameless": True,
        "complies": True,
        "reason": WHY,
        **changes,
    }
    return {f"retrospective_{name}": value for name, value in said.items()}


def granted(who: Cast) -> Permit:
    application = gone(who)
    do(application, "submit", who.trader)
    do(application, "start_examination", who.officer)
    do(application, "complete_examination", who.officer, agreed())
    do(application, "record_finding", who.science, FINDING)
    do(application, "approve", who.decider, {"reason": "As agreed with the United States."})
    pay(application, who)
    do(application, "issue", who.signatory)
    return permit_of(application.case)


def test_the_examination_asks_whether_both_authorities_agree(bb: Any, who: Cast) -> None:
    application = gone(who)
    do(application, "submit", who.trader)
    do(application, "start_examination", who.officer)
    names = [name for name in ExaminationForm(case=application.case).fields if name.startswith("retrospective_")]
    assert len(names) == 6
    for missing in ("authority", "answered_on", "blameless", "complies", "reason"):
        with pytest.raises(ActionRefused, match="Say whom you consulted"):
            do(application, "complete_examination", who.officer, agreed(**{missing: ""}))
    assert not RetrospectiveFinding.objects.exists()
    do(application, "complete_examination", who.officer, agreed())
    kept = RetrospectiveFinding.objects.get()
    assert (kept.official, kept.reason, kept.left_on) == (who.officer, WHY, today() - timedelta(days=3))
    assert AuditEntry.objects.filter(verb="application.retrospective_agreed").count() == 1


def test_nobody_is_asked_of_it_where_the_specimens_are_here(who: Cast) -> None:
    application = an_application(who.trader, (CONCH,))
    do(application, "submit", who.trader)
    do(application, "start_examination", who.officer)
    assert not [name for name in ExaminationForm(case=application.case).fields if name.startswith("retro")]
    do(application, "complete_examination", who.officer, agreed())
    assert not RetrospectiveFinding.objects.exists()


def test_it_is_approved_only_for_a_reason_and_that_stays(who: Cast) -> None:
    permit = granted(who)
    assert RuleOverride.objects.get(application=permit.application).rule == "RETRO"
    assert list(retrospective_permits()) == [permit]


def test_an_agreement_of_before_it_was_sent_again_is_none(who: Cast) -> None:
    application = gone(who)
    do(application, "submit", who.trader)
    do(application, "start_examination", who.officer)
    do(application, "complete_examination", who.officer, agreed())
    assert reasons_of_retrospective(application) == []
    later = RetrospectiveFinding.objects.get().made_at + timedelta(seconds=1)
    Application.objects.filter(pk=application.pk).update(submitted_at=later)
    (reason,) = reasons_of_retrospective(Application.objects.get(pk=application.pk))
    assert reason.code == "retrospective_unfound"


def test_it_cannot_be_sent_without_saying_why_nor_for_parrots_that_are_sold(who: Cast) -> None:
    parrot = {"taxon_code": "AMA-GUI", "term": "LIV", "quantity": Decimal(1), "unit": "NAR", "source": "W"}
    for application in (gone(who, left_without=""), gone(who, parrot, purpose="T")):
        with pytest.raises(ActionRefused):
            do(application, "submit", who.trader)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"left_without": "The courier took it."}, "give the day as well"),
        ({"left_on": "2026-01-02"}, "Say why the specimens left"),
        ({"left_on": "1950-01-02", "left_without": "Long ago."}, "more than five years ago"),
    ],
)
def test_its_page_asks_for_the_day_and_the_reason_together(
    bb: Any, who: Cast, answers: dict[str, str], said: str
) -> None:
    draft, client = an_application(who.trader), bb.client()
    client.force_login(who.trader)
    page = client.post(f"/applications/{draft.reference}/departure/", answers)
    assert page.status_code == 422
    assert said in page.content.decode()


def test_a_reason_without_its_day_is_not_sent_either(who: Cast) -> None:
    with pytest.raises(ActionRefused, match="give the day as well"):
        do(an_application(who.trader, left_without="The courier took it."), "submit", who.trader)


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_face_and_its_xml_say_so_and_why(who: Cast, language: str) -> None:
    permit = granted(who)
    permit.language = language
    sheet = sheet_for(permit, permit.lines.all())
    words = {"en": "retrospectively", "fr": "a posteriori", "es": "retrospectivo"}[language]
    assert words in sheet.conditions
    assert WHY in sheet.conditions
    assert words in sheet.xml
    assert WHY in sheet.xml
    assert sheet.marks == ("retrospective",)


def test_no_other_permit_says_it_nor_can_an_applicant_write_it(who: Cast) -> None:
    forged = {"retrospective_reason": WHY, "left_on": "2026-01-02"}
    plain = issued(who, lines=(CONCH,), **{"retrospective_reason": WHY})
    assert not forged.keys() & plain.answers.keys()
    sheet = sheet_for(plain, plain.lines.all())
    assert ("etrospect" in sheet.conditions, sheet.marks) == (False, ())


def test_its_replacement_says_so_as_well(who: Cast) -> None:
    first = granted(who)
    new = replace_permit(permit=first, reason="Wet.", signatory=who.signatory)
    sheet = sheet_for(new, new.lines.all())
    assert sheet.marks == ("replacement", "retrospective")
    assert WHY in sheet.conditions


def test_the_export_is_entered_for_the_day_on_which_they_left(who: Cast) -> None:
    permit = granted(who)
    left_on = permit.issued_on - timedelta(days=3)
    said = {"permit": permit, "quantities": {1: Decimal(1)}, "port": permit.port_of_exit, "official": who.customs}
    with pytest.raises(FaultyEndorsement):
        endorse_permit(exported_on=left_on - timedelta(days=1), **said)
    assert EndorsementForm(case=permit.application.case)._is_day_of_its_life(left_on)
    endorse_permit(exported_on=left_on, **said)
    assert state_of(Permit.objects.get(pk=permit.pk)) is PermitState.USED


def test_the_pages_ask_it_say_it_and_show_it(bb: Any, who: Cast) -> None:
    application = gone(who)
    trader, office = bb.client(), bb.client()
    trader.force_login(who.trader)
    office.force_login(who.officer)
    page = trader.get(reverse("application-section", args=[application.reference, "departure"])).content.decode()
    assert "Only if they have left already" in page
    do(application, "submit", who.trader)
    do(application, "start_examination", who.officer)
    asked = office.get(f"/cases/{application.reference}/do/complete_examination/").content.decode()
    assert "Management Authority that you consulted" in asked
    do(application, "complete_examination", who.officer, agreed())
    shown = office.get(f"/cases/{application.reference}/").content.decode()
    assert "US Fish and Wildlife Service" in shown
    assert "DMA-1729" in shown


def test_a_day_of_an_answer_before_they_left_is_refused(bb: Any, who: Cast) -> None:
    application = gone(who)
    do(application, "submit", who.trader)
    do(application, "start_examination", who.officer)
    office = bb.client()
    office.force_login(who.officer)
    early = today() - timedelta(days=4)
    days = a_day("retrospective_answered_on", early)
    said = {name: "on" if value is True else value for name, value in agreed().items() if "answered_on" not in name}
    page = take_step(office, application.reference, "complete_examination", status=422, **said, **days)
    assert "The date must lie between the day on which the specimens left and today." in page


def test_the_database_keeps_no_agreement_without_a_reason(who: Cast) -> None:
    application = gone(who)
    with pytest.raises(IntegrityError), transaction.atomic():
        RetrospectiveFinding.objects.create(
            application=application,
            left_on=today(),
            answered_on=today(),
            authority="US",
            reason="",
            official=who.officer,
        )
