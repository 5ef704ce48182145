"""A case keeps the release under which it was opened; a new one changes new cases only."""

from decimal import Decimal
from typing import Any

import pytest

from billing.queries import invoices_for
from cites.permits.models import Permit
from cites.permits.queries.applications import quote_for
from tenants.releases.deciding import propose, put_in_force
from tenants.releases.drafting import begin_draft, change_part
from tenants.releases.queries import release_in_force
from tests.factories.accounts import person
from tests.factories.permits import an_application, cast, do, pay, to_payment
from workflows.models import Case
from workflows.queries import stage_of, workflow_of


@pytest.fixture
def who(bb: Any) -> Any:
    return cast()


def a_dearer_release_without_the_cashiers_stage_name() -> None:
    """Release 2: the fee is 75 dollars, and paying is called otherwise."""
    admin = person("party_administrator")
    draft = begin_draft(by=admin)
    fees, workflow = draft.parts["fees"], draft.parts["workflow"]
    fees["fees"]["application"]["amount"] = "75.00"
    workflow["EXP"]["stages"]["payment"]["label"]["en"] = "At the till"
    change_part(proposal=draft, part="fees", data=fees, by=admin)
    draft = change_part(proposal=draft, part="workflow", data=workflow, by=admin)
    put_in_force(proposal=propose(proposal=draft, by=admin, note="Dearer"), by=person("ma_signatory"))
    assert release_in_force().number == 2


def case_of(application: Any) -> Case:
    return Case.objects.get(pk=application.case_id)


def test_an_open_case_keeps_its_fees_and_its_workflow(who: Any) -> None:
    old = an_application(who.trader)
    a_dearer_release_without_the_cashiers_stage_name()
    to_payment(old, who)
    (account,) = invoices_for(old.reference)
    assert account.invoice.release_number == case_of(old).release_number == 1
    assert account.due.amount == Decimal("60.00")
    assert stage_of(case_of(old)).label["en"] == "Awaiting payment"


def test_a_new_case_goes_by_the_new_release(who: Any) -> None:
    a_dearer_release_without_the_cashiers_stage_name()
    new = to_payment(an_application(who.trader), who)
    (account,) = invoices_for(new.reference)
    assert account.invoice.release_number == case_of(new).release_number == 2
    assert account.due.amount == Decimal("85.00")
    assert stage_of(case_of(new)).label["en"] == "At the till"


def test_both_go_on_side_by_side_to_the_end(who: Any) -> None:
    old = an_application(who.trader)
    a_dearer_release_without_the_cashiers_stage_name()
    new = an_application(who.trader)
    for application in (old, new):
        to_payment(application, who)
        pay(application, who)
        do(application, "issue", who.signatory)
    assert [str(quote_for(each).total.amount) for each in (old, new)] == ["60.00", "85.00"]
    assert workflow_of(case_of(old)) != workflow_of(case_of(new))
    # A permit speaks for the authority as it is on the day of issue.
    assert {each.release_number for each in Permit.objects.filter(application__in=[old, new])} == {2}


def test_a_permit_issued_before_keeps_its_release(who: Any) -> None:
    application = to_payment(an_application(who.trader), who)
    pay(application, who)
    do(application, "issue", who.signatory)
    a_dearer_release_without_the_cashiers_stage_name()
    assert Permit.objects.get(application=application).release_number == 1
