"""What was approved and paid, and holds no longer, is given back by the signatory and decided on anew."""

from collections.abc import Callable
from typing import Any

import pytest

from billing.ledger import InvoiceState
from billing.queries import invoices_for
from cites.permits.models import Application, Permit, QuotaEntry
from cites.permits.queries.applications import is_decided, is_paid
from cites.permits.queries.quotas import balances_of_taxon
from cites.permits.tasks import settle_the_rest
from tenants.audit.models import AuditEntry
from tenants.releases.queries import release_in_force
from tenants.releases.services import make_release
from tests.factories.offices import take_step
from tests.factories.permits import CONCH, Cast, an_application, cast, do, pay, stage_of, to_payment
from tests.factories.quotas import CONCH_MEAT, with_quotas
from workflows.errors import ActionRefused
from workflows.models import CaseNews, CaseStep

WHY = "The quota was lowered to 1,000 kg."
LOWERED = {**CONCH_MEAT, "quantity": "1000"}
Callbacks = Callable[..., Any]


@pytest.fixture
def who(bb: Any) -> Cast:
    with_quotas(conch=CONCH_MEAT)
    return cast()


@pytest.fixture
def stopped(who: Cast) -> Application:
    """Approved and paid, and before its signature the quota was lowered beneath it."""
    application = to_payment(an_application(who.trader, (CONCH,)), who)
    pay(application, who)
    with_quotas(conch=LOWERED)
    with pytest.raises(ActionRefused):
        do(application, "issue", who.signatory)
    return application


def states(application: Application) -> list[InvoiceState]:
    return [account.state for account in invoices_for(application.reference)]


def test_the_signatory_gives_it_back_with_a_reason_that_the_applicant_reads(
    bb: Any, stopped: Application, who: Cast
) -> None:
    office = bb.client()
    office.force_login(who.signatory)
    take_step(office, stopped.reference, "reopen_decision", status=422, reason="")
    assert stage_of(stopped) == "signing"
    take_step(office, stopped.reference, "reopen_decision", reason=WHY)
    assert stage_of(stopped) == "decision"
    applicant = bb.client()
    applicant.force_login(who.trader)
    page = applicant.get(f"/applications/{stopped.reference}/").content.decode()
    assert WHY in page
    assert CaseNews.objects.filter(case=stopped.case, kind="reopen_decision").count() == 1
    assert AuditEntry.objects.filter(verb="case.reopen_decision", subject=stopped.case.subject).count() == 1


def test_the_approval_counts_no_more_and_the_quota_has_back_what_it_took(stopped: Application, who: Cast) -> None:
    assert balances_of_taxon("ALI-GIG")[0].reserved == 1250
    do(stopped, "reopen_decision", who.signatory, {"reason": WHY})
    assert balances_of_taxon("ALI-GIG")[0].reserved == 0
    assert not is_decided(stopped)
    with pytest.raises(ActionRefused):
        do(stopped, "issue", who.signatory)


def test_it_can_be_refused_then(stopped: Application, who: Cast) -> None:
    do(stopped, "reopen_decision", who.signatory, {"reason": WHY})
    do(stopped, "refuse", who.decider, {"reason": WHY, "ground": "quota"})
    assert stage_of(stopped) == "refused"
    assert not Permit.objects.exists()


def test_approved_anew_with_a_reason_it_goes_on_without_being_paid_twice(
    stopped: Application, who: Cast, django_capture_on_commit_callbacks: Callbacks
) -> None:
    do(stopped, "reopen_decision", who.signatory, {"reason": WHY})
    with pytest.raises(ActionRefused) as refusal:
        do(stopped, "approve", who.decider)
    assert [reason.code for reason in refusal.value.reasons] == ["reason_missing", "B-QUOTA"]
    with django_capture_on_commit_callbacks(execute=True):
        do(stopped, "approve", who.decider, {"reason": "The Gazette of today grants 250 kg more."})
    assert states(stopped) == [InvoiceState.SETTLED]
    assert stage_of(stopped) == "signing"
    do(stopped, "issue", who.signatory)
    kinds = list(QuotaEntry.objects.order_by("pk").values_list("kind", flat=True))
    kind = QuotaEntry.Kind
    assert kinds == [kind.RESERVE, kind.RELEASE, kind.RESERVE, kind.COMMIT]


def test_the_sweep_sends_on_what_the_news_of_the_commit_did_not_reach(stopped: Application, who: Cast) -> None:
    do(stopped, "reopen_decision", who.signatory, {"reason": WHY})
    do(stopped, "approve", who.decider, {"reason": "The Gazette of today grants 250 kg more."})
    assert stage_of(stopped) == "payment"
    assert settle_the_rest() == 1
    assert stage_of(stopped) == "signing"
    assert settle_the_rest() == 0
    assert CaseStep.objects.filter(case=stopped.case, verb="settle").count() == 2


def test_what_is_owed_is_written_off_and_invoiced_again_with_the_new_decision(who: Cast) -> None:
    parts = release_in_force().parts
    parts["workflow"]["EXP"]["moves"]["reopen_decision"]["from"] = ["payment", "signing"]
    make_release(parts=parts, author="a test")
    application = to_payment(an_application(who.trader, (CONCH,)), who)
    do(application, "reopen_decision", who.signatory, {"reason": WHY})
    assert states(application) == [InvoiceState.VOID]
    assert not is_paid(application)
    do(application, "approve", who.decider)
    assert sorted(states(application)) == [InvoiceState.OWED, InvoiceState.VOID]


def test_what_was_changed_and_sent_again_is_invoiced_again(who: Cast) -> None:
    parts = release_in_force().parts
    parts["workflow"]["EXP"]["moves"]["amend"]["from"].append("signing")
    make_release(parts=parts, author="a test")
    application = to_payment(an_application(who.trader, (CONCH,)), who)
    pay(application, who)
    do(application, "amend", who.trader)
    to_payment(application, who)
    assert sorted(states(application)) == [InvoiceState.OWED, InvoiceState.SETTLED]


def test_an_issued_permit_is_not_decided_on_anew(stopped: Application, who: Cast) -> None:
    with_quotas(conch=CONCH_MEAT)
    do(stopped, "issue", who.signatory)
    with pytest.raises(ActionRefused):
        do(stopped, "reopen_decision", who.signatory, {"reason": WHY})
