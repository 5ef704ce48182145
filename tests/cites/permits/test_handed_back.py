"""An ordinary permit that was not used comes back: its case ends, whoever checks it reads so, and no quota counts it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from cites.permits.errors import NotValidNow
from cites.permits.forms.closing import ClosingForm
from cites.permits.models import Permit
from cites.permits.queries.permits import PermitState, state_of
from cites.permits.queries.quotas import Balance, balances_for
from cites.permits.services.permits import endorse_permit
from cites.permits.signals import permit_handed_back
from kernel import clock
from tenants.audit.models import AuditEntry
from tenants.context import today
from tests.factories.offices import take_step
from tests.factories.permits import CONCH, Cast, an_application, cast, do, issued, stage_of
from tests.factories.quotas import CONCH_MEAT, with_quotas
from workflows.errors import ActionRefused
from workflows.models import CaseNews


@pytest.fixture
def who(bb: Any) -> Cast:
    return cast()


@pytest.fixture
def permit(who: Cast) -> Permit:
    return issued(who, lines=(CONCH,))


def fresh(permit: Permit) -> Permit:
    return Permit.objects.get(pk=permit.pk)


def test_its_page_asks_for_the_paper_and_the_border_reads_that_it_came_back(
    bb: Any, permit: Permit, who: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    heard: list[str] = []
    permit_handed_back.connect(lambda permit, **news: heard.append(permit.number), weak=False, dispatch_uid="test")
    office = bb.client()
    office.force_login(who.officer)
    asked = office.get(f"/cases/{permit.application.reference}/do/close_document/").content.decode()
    assert "The permit was not used and has come back" in asked
    take_step(office, permit.application.reference, "close_document", status=422)
    with django_capture_on_commit_callbacks(execute=True):
        take_step(
            office, permit.application.reference, "close_document", handed_back="on", reason="The buyer withdrew."
        )
    permit_handed_back.disconnect(dispatch_uid="test")
    assert heard == [permit.number]
    assert (stage_of(permit.application), state_of(fresh(permit))) == ("closed", PermitState.HANDED_BACK)
    page = bb.client().get(reverse("verify-code", args=[permit.code])).content.decode()
    assert "Handed back" in page
    assert AuditEntry.objects.filter(verb="permit.handed_back", subject=permit.subject).count() == 1
    assert CaseNews.objects.filter(case=permit.application.case, kind="close_document").count() == 1


def test_it_cannot_be_used_any_more(permit: Permit, who: Cast) -> None:
    do(permit.application, "close_document", who.officer, {"handed_back": True})
    with pytest.raises(NotValidNow):
        endorse_permit(
            permit=fresh(permit), quantities={1: Decimal(1)}, exported_on=today(), port="BBBGI", official=who.customs
        )


def test_what_was_used_cannot_come_back_unused(permit: Permit, who: Cast) -> None:
    data = {"quantities": {1: Decimal(1)}, "exported_on": today(), "port": permit.port_of_exit}
    do(permit.application, "endorse", who.customs, data)
    with pytest.raises(ActionRefused):
        do(permit.application, "close_document", who.officer, {"handed_back": True})


def test_what_has_expired_may_have_come_back_or_not(permit: Permit, who: Cast) -> None:
    other = issued(who, lines=(CONCH,))
    with clock.frozen(permit.issued_at + timedelta(days=300)):
        assert ClosingForm({}, case=permit.application.case).is_valid()
        do(permit.application, "close_document", who.officer, {"handed_back": True})
        do(other.application, "close_document", who.officer, {"handed_back": False})
        assert state_of(fresh(permit)) is PermitState.HANDED_BACK
        assert state_of(fresh(other)) is PermitState.EXPIRED
    assert stage_of(other.application) == "closed"


def test_no_quota_counts_it(permit: Permit, who: Cast) -> None:
    def permitted() -> Decimal:
        (found,) = balances_for(an_application(who.trader, (CONCH,)))
        assert isinstance(found, Balance)
        return found.permitted

    with_quotas(conch=CONCH_MEAT)
    assert permitted() == CONCH["quantity"]
    do(permit.application, "close_document", who.officer, {"handed_back": True})
    assert permitted() == 0


def test_customs_and_traders_do_not_take_it_back(permit: Permit, who: Cast) -> None:
    for person in (who.customs, who.trader):
        with pytest.raises(ActionRefused):
            do(permit.application, "close_document", person, {"handed_back": True})
