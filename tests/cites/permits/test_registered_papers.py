"""Papers that others wrote are registered under numbers of their own; nothing is decided, paid before, or signed."""

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from billing.queries import invoices_for
from cites.accounts.models import Role
from cites.casework.queries.visible import visible_cases
from cites.permits.errors import NotForTheRegister
from cites.permits.models import Application, Permit, RegisteredPaper
from cites.permits.queries.overrides import overrides_of
from cites.permits.queries.search import applications_with
from cites.permits.rules.numbering import render_register_number
from cites.permits.services.registering import enter_paper
from tenants.audit.models import AuditEntry
from tenants.context import today
from tests.factories.accounts import person
from tests.factories.all_documents import CORAL_LAMP, a_draft_of, examined
from tests.factories.permits import cast, do, stage_of
from workflows.errors import ActionRefused, DutyConflict
from workflows.models import Case

PLANT = {"taxon_code": "BRO-SAN", "term": "LIV", "quantity": 40, "unit": "NAR", "source": "A"}
PAPERS = {"TRN": CORAL_LAMP, "LBL": CORAL_LAMP, "PHY": PLANT, "NPD": CORAL_LAMP}


@pytest.fixture
def who(bb: Any) -> Any:
    return cast()


def presented(who: Any, code: str = "TRN") -> Any:
    line = {"registered_operation": "P-BB-001", **PAPERS[code]} if code == "PHY" else PAPERS[code]
    return examined(a_draft_of(who.trader, code, [line], purpose="S"), who)


@pytest.mark.parametrize("code", PAPERS)
def test_a_paper_is_registered_by_the_officer_who_examined_it(who: Any, code: str) -> None:
    application = presented(who, code)
    do(application, "register_paper", who.officer)
    paper = RegisteredPaper.objects.get(application=application)
    assert paper.number == f"BB-R-{today():%y}-0001"
    assert (paper.registered_on, paper.official) == (today(), who.officer)
    assert stage_of(application) == "registered"
    assert Case.objects.get(pk=application.case_id).closed_at
    assert not Permit.objects.filter(application=application).exists()
    assert list(invoices_for(application.reference)) == []


def test_a_paper_of_no_party_that_lacks_a_statement_is_accepted_for_a_reason_alone(who: Any, bb: Any) -> None:
    application = examined(a_draft_of(who.trader, "NPD", [CORAL_LAMP], purpose="S", paper_lawful="unclear"), who)
    officer = bb.client()
    officer.force_login(who.officer)
    page = officer.get(f"/cases/{application.reference}/do/register_paper/").content.decode()
    assert "is satisfied that the specimens were got lawfully (R-NP-2)" in page
    with pytest.raises(ActionRefused, match="Say why you register it"):
        do(application, "register_paper", who.officer)
    do(application, "register_paper", who.officer, {"reason": "Their authority confirmed it by letter."})
    (kept,) = overrides_of(application)
    assert (kept.rule, kept.reason, kept.official) == ("R-NP-2", "Their authority confirmed it by letter.", who.officer)
    assert "confirmed it by letter" in officer.get(f"/cases/{application.reference}/").content.decode()


NOT_LEFT_TO_RULES = {
    "a label for what is sold": ("LBL", CORAL_LAMP, {"purpose": "T"}, {"D-PURPOSE"}),
    "a transit of what nobody knows whence": (
        "TRN", {**CORAL_LAMP, "taxon_code": "ERE-IMB", "term": "CAR", "source": "U", "justification": "No papers."},
        {"purpose": "S"}, {"M-U-I"},
    ),
    "papers of what was confiscated and is sold": ("NPD", {**CORAL_LAMP, "source": "I"}, {"purpose": "T"}, {"M-I"}),
}  # fmt: skip


@pytest.mark.parametrize("case", NOT_LEFT_TO_RULES.values(), ids=NOT_LEFT_TO_RULES)
def test_against_a_rule_that_leaves_room_a_named_official_registers_for_a_reason(who: Any, bb: Any, case: Any) -> None:
    code, line, answers, rules = case
    application = examined(a_draft_of(who.trader, code, [line], **answers), who)
    officer = bb.client()
    officer.force_login(who.officer)
    page = officer.get(f"/cases/{application.reference}/do/register_paper/").content.decode()
    assert all(f"({rule})" in page for rule in rules)
    with pytest.raises(ActionRefused, match="Say why you register it"):
        do(application, "register_paper", who.officer)
    do(application, "register_paper", who.officer, {"reason": "The museum shows it; it is not sold here."})
    assert {each.rule for each in overrides_of(application)} == rules
    assert {each.official for each in overrides_of(application)} == {who.officer}
    assert AuditEntry.objects.filter(verb="application.rules_overridden", subject=application.subject).exists()


@pytest.mark.parametrize("code", PAPERS)
def test_where_nothing_is_missing_no_reason_is_asked(who: Any, bb: Any, code: str) -> None:
    officer = bb.client()
    officer.force_login(who.officer)
    page = officer.get(f"/cases/{presented(who, code).reference}/do/register_paper/").content.decode()
    assert 'name="reason"' not in page


def test_the_register_counts_by_itself_and_is_found_by(who: Any) -> None:
    for number in (1, 2):
        application = presented(who)
        do(application, "register_paper", who.officer)
        paper = RegisteredPaper.objects.get(application=application)
        assert paper.number == render_register_number("BB", today().year, number)
    assert applications_with(Application.objects.all(), text=paper.number).get() == application
    assert AuditEntry.objects.filter(verb="registered_paper.entered", subject=paper.subject).exists()


def test_to_refuse_a_paper_takes_a_second_officer(who: Any) -> None:
    application = presented(who)
    refusal = {"ground": "false", "reason": "The stamp is not of that State."}
    with pytest.raises(DutyConflict):
        do(application, "refuse", who.officer, refusal)
    do(application, "refuse", who.decider, refusal)
    assert stage_of(application) == "refused"


def test_it_can_be_returned_and_withdrawn(who: Any) -> None:
    application = presented(who)
    do(application, "return_for_correction", who.officer, {"reason": "Page 2 is missing.", "parts": {}})
    do(application, "submit", who.trader)
    do(application, "withdraw", who.trader)
    assert stage_of(application) == "withdrawn"


def test_what_is_issued_here_is_not_merely_registered(who: Any) -> None:
    with pytest.raises(NotForTheRegister):
        enter_paper(application=a_draft_of(who.trader, "MIC"), official=who.officer)


def test_a_paper_is_registered_once_and_for_good(who: Any) -> None:
    application = presented(who)
    do(application, "register_paper", who.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        enter_paper(application=application, official=who.officer)
    with pytest.raises(DatabaseError), transaction.atomic():
        RegisteredPaper.objects.update(number="BB-R-26-9999")
    with pytest.raises(ActionRefused):
        do(application, "register_paper", who.officer)


def test_customs_see_a_paper_once_it_is_registered(who: Any) -> None:
    application = presented(who)
    assert not visible_cases(who.customs).filter(pk=application.case_id).exists()
    do(application, "register_paper", who.officer)
    assert visible_cases(who.customs).filter(pk=application.case_id).exists()


def test_the_number_stands_on_the_pages_of_the_applicant_and_of_the_office(who: Any, bb: Any) -> None:
    application = presented(who)
    do(application, "register_paper", who.officer)
    number = RegisteredPaper.objects.get(application=application).number
    for reader, path in ((who.trader, "applications"), (person(role=Role.AUDITOR), "cases"), (who.customs, "cases")):
        client = bb.client()
        client.force_login(reader)
        assert number in client.get(f"/{path}/{application.reference}/").content.decode()
