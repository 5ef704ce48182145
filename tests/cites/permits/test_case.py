"""An application's life, carried by its verbs."""

from typing import Any

import pytest

from billing.queries import invoices_for
from cites.permits.models import Conclusion, Finding, Permit
from tests.factories.permits import (
    CONCH,
    FINDING,
    an_application,
    cast,
    do,
    issued,
    pay,
    stage_of,
    to_finding,
    to_payment,
)
from workflows.errors import ActionRefused, DutyConflict


@pytest.fixture
def who(bb: Any) -> Any:
    return cast()


def test_a_complete_application_becomes_a_permit(who: Any) -> None:
    permit = issued(who)
    assert permit.number.startswith("26BB") or permit.number[2:4] == "BB"
    assert [line.letter for line in permit.lines.all()] == ["A", "B"]
    assert permit.lines.first().appendix == "II"
    assert permit.signatory_name == who.signatory.full_name
    assert stage_of(permit.application) == "issued"


def test_an_empty_application_is_not_sent_and_says_what_is_missing(who: Any) -> None:
    draft = an_application(who.trader, lines=(), consignee_name="", purpose="")
    with pytest.raises(ActionRefused) as refused:
        do(draft, "submit", who.trader)
    said = {(reason.code, reason.data.get("field")) for reason in refused.value.reasons}
    assert {("missing", "consignee_name"), ("LINE-MISSING", "lines"), ("PUR-MISSING", "purpose")} <= said
    assert stage_of(draft) == "draft"


def test_nobody_else_sends_it(who: Any) -> None:
    with pytest.raises(ActionRefused):
        do(an_application(who.trader), "submit", who.officer)


def test_who_examined_does_not_decide(who: Any) -> None:
    application = to_finding(an_application(who.trader), who)
    do(application, "record_finding", who.science, FINDING)
    with pytest.raises(DutyConflict):
        do(application, "approve", who.officer)
    assert stage_of(application) == "decision"


def test_a_negative_finding_is_not_approved(who: Any) -> None:
    application = to_finding(an_application(who.trader), who)
    do(application, "record_finding", who.science, {**FINDING, "conclusion": Conclusion.NEGATIVE})
    with pytest.raises(ActionRefused) as refused:
        do(application, "approve", who.decider)
    assert "finding_negative" in {reason.code for reason in refused.value.reasons}
    do(application, "refuse", who.decider, {"reason": "Detrimental."})
    assert stage_of(application) == "refused"


def test_nothing_is_settled_before_it_is_paid(who: Any) -> None:
    application = to_payment(an_application(who.trader), who)
    from workflows.services import perform_automatic

    with pytest.raises(ActionRefused):
        perform_automatic(case_reference=application.reference, verb="settle", key="forged")
    assert stage_of(application) == "payment"
    pay(application, who)
    assert stage_of(application) == "signing"


def test_the_settled_invoice_sends_the_case_on_once(who: Any, on_commit: Any) -> None:
    from billing.models import Invoice
    from billing.signals import invoice_settled

    application = to_payment(an_application(who.trader), who)
    (account,) = invoices_for(application.reference)
    from billing.services import record_counter_payment

    record_counter_payment(invoice=account.invoice, amount=account.due, receipt="R1", actor=who.cashier, key="k")
    for _twice in range(2):
        invoice_settled.send(sender=Invoice, invoice=account.invoice)
    assert stage_of(application) == "signing"
    assert application.case.steps.filter(verb="settle").count() == 1


def test_a_double_click_issues_one_permit(who: Any) -> None:
    application = to_payment(an_application(who.trader), who)
    pay(application, who)
    version = type(application.case).objects.get(pk=application.case_id).version
    from workflows.services import perform

    for _click in range(2):
        perform(
            case_reference=application.reference,
            verb="issue",
            actor=who.signatory,
            version=version,
            key="one-click",
        )
    assert Permit.objects.filter(application=application).count() == 1


def test_a_withdrawal_writes_off_what_is_owed(who: Any) -> None:
    application = to_payment(an_application(who.trader), who)
    do(application, "withdraw", who.trader, {"reason": ""})
    (account,) = invoices_for(application.reference)
    assert account.state == "void"
    assert stage_of(application) == "withdrawn"


def test_a_returned_application_is_corrected_and_sent_again(who: Any) -> None:
    application = an_application(who.trader, lines=(CONCH,))
    do(application, "submit", who.trader)
    do(application, "start_examination", who.officer)
    do(application, "return_for_correction", who.officer, {"reason": "Which boat?"})
    assert stage_of(application) == "returned"
    do(application, "submit", who.trader)
    assert stage_of(application) == "submitted"


def test_a_finding_is_kept_with_its_authority(who: Any) -> None:
    application = to_finding(an_application(who.trader), who)
    do(application, "record_finding", who.science, FINDING)
    finding = Finding.objects.get(application=application, kind="NDF")
    assert finding.official == who.science
    assert finding.authority_name


def test_nothing_is_sent_without_the_declaration(who: Any) -> None:
    draft = an_application(who.trader)
    for data in ({"declared": False}, {"declared": ""}, {"declared": None}):
        with pytest.raises(ActionRefused) as refused:
            do(draft, "submit", who.trader, data)
        assert [reason.code for reason in refused.value.reasons] == ["not_declared"]
    assert stage_of(draft) == "draft"
    assert not draft.case.steps.exists()


def test_what_cannot_be_printed_takes_no_number(who: Any) -> None:
    application = to_payment(an_application(who.trader), who)
    pay(application, who)
    before = issued(who).number
    application.consignee_name = "Moby \U0001f40b Trading"
    application.save()
    with pytest.raises(ActionRefused) as refused:
        do(application, "issue", who.signatory)
    (reason,) = refused.value.reasons
    assert reason.code == "cannot_print"
    assert "\U0001f40b" in str(reason)
    assert stage_of(application) == "signing"
    assert not Permit.objects.filter(application=application).exists()
    application.consignee_name = "Moby Trading"
    application.save()
    do(application, "issue", who.signatory)
    after = Permit.objects.get(application=application).number
    assert int(after[4:]) == int(before[4:]) + 1


def test_the_examiner_learns_of_it_while_it_can_be_corrected(who: Any) -> None:
    application = an_application(who.trader, consignee_name="W" * 200)
    do(application, "submit", who.trader)
    do(application, "start_examination", who.officer)
    with pytest.raises(ActionRefused) as refused:
        do(application, "complete_examination", who.officer)
    assert [reason.data["box"] for reason in refused.value.reasons] == ["3"]
    do(application, "return_for_correction", who.officer, {"reason": "Shorten the importer's name."})


def test_conditions_that_do_not_fit_are_shortened_before_they_are_kept(who: Any) -> None:
    application = to_finding(an_application(who.trader), who)
    told = {**FINDING, "conclusion": Conclusion.CONDITIONAL, "conditions": "W" * 500}
    with pytest.raises(ActionRefused) as refused:
        do(application, "record_finding", who.science, told)
    assert [reason.data["box"] for reason in refused.value.reasons] == ["5"]
    assert not Finding.objects.filter(application=application, kind="NDF").exists()
