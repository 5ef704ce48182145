"""What the offices do with each document, by their pages: from the examination to the end of its case."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from billing.ledger import InvoiceState
from billing.queries import invoices_for
from cites.permits.documents.publishing import publish_permit
from cites.permits.errors import FaultyEndorsement, MoreThanPermitted, NotValidNow
from cites.permits.models import Application, Crossing, CrossingWay, Permit
from cites.permits.queries.permits import PermitState, permits_of, state_of
from cites.permits.rules.document_types import DOCUMENTS, Uses
from cites.permits.services.crossings import record_crossing
from cites.permits.services.settling import send_on_paid_case
from kernel import clock
from tenants.context import today
from tests.factories.every_document import EVERY, Wanted
from tests.factories.offices import a_day, all_found, fill, presented, take_step
from tests.factories.permits import Cast, cast, stage_of

REASON = {"reason": "The licence, and the survey of this season."}
ISSUED = [each for each in EVERY if DOCUMENTS[each.document].is_issued]
REGISTERED = [each for each in EVERY if not DOCUMENTS[each.document].is_issued]


class Offices:
    """The clients of the offices of Barbados, each signed in, and one case that goes through their hands."""

    def __init__(self, place: Any, who: Cast, application: Application) -> None:
        self.place, self.who, self.application = place, who, application
        self.clients: dict[str, Any] = {}

    @property
    def reference(self) -> str:
        return self.application.reference

    @property
    def permits(self) -> list[Permit]:
        return permits_of(self.application.case)

    def at(self, name: str) -> Any:
        if name not in self.clients:
            self.clients[name] = self.place.client()
            self.clients[name].force_login(getattr(self.who, name))
        return self.clients[name]

    def step(self, name: str, verb: str, **answers: Any) -> str:
        return take_step(self.at(name), self.reference, verb, **answers)

    def finds(self, name: str, verb: str, **answers: Any) -> str:
        return self.step(name, verb, **all_found(self.at(name), self.reference, verb), **answers)

    def page(self, name: str) -> str:
        return str(self.at(name).get(f"/cases/{self.reference}/").content.decode())

    def examine(self) -> None:
        self.step("officer", "start_examination")
        self.finds("officer", "complete_examination")

    def pay(self) -> None:
        """The cashier takes what is owed; nothing is committed within a test, so the news of it is given by hand."""
        for account in invoices_for(self.reference):
            if account.state is InvoiceState.OWED:
                address = f"/cashier/{account.invoice.number}/"
                page = self.at("cashier").get(address)
                fill(self.at("cashier"), address, page, amount=account.due.amount, receipt="R 17")
                assert send_on_paid_case(invoice=account.invoice)

    def issue(self) -> None:
        """Found, approved, paid for, signed and printed."""
        self.examine()
        if stage_of(self.application) == "finding":
            self.finds("science", "record_finding", **REASON)
        self.step("decider", "approve", **(REASON if 'name="reason"' in self._asks("approve") else {}))
        self.pay()
        self.step("signatory", "issue")
        for permit in self.permits:
            publish_permit(permit_id=permit.pk)

    def _asks(self, verb: str) -> str:
        return str(self.at("decider").get(f"/cases/{self.reference}/do/{verb}/").content.decode())

    def moved(self, day_name: str, quantity: int = 1, **more: Any) -> dict[str, Any]:
        """What a form about a movement asks, of a document with one line."""
        return {**a_day(day_name, today()), "port": "BBBGI", "quantity_1": quantity, **more}


@pytest.fixture
def who(bb: Any) -> Cast:
    return cast()


def offices(bb: Any, who: Cast, wanted: Wanted) -> Offices:
    return Offices(bb, who, presented(who.trader, wanted))


def of(uses: Uses) -> list[Any]:
    return [pytest.param(each, id=each.document) for each in ISSUED if DOCUMENTS[each.document].uses is uses]


@pytest.mark.parametrize("wanted", of(Uses.SINGLE) + of(Uses.PERIOD))
def test_a_document_for_one_consignment_is_issued_and_endorsed_once(bb: Any, who: Cast, wanted: Wanted) -> None:
    office = offices(bb, who, wanted)
    office.issue()
    (permit,) = office.permits
    assert permit.number in office.page("customs")
    office.step("customs", "endorse", **office.moved("exported_on"))
    assert state_of(office.permits[0]) is PermitState.USED
    assert permit.number in office.page("officer")


@pytest.mark.parametrize("wanted", of(Uses.MULTIPLE))
def test_a_document_for_several_movements_crosses_twice_and_is_closed(bb: Any, who: Cast, wanted: Wanted) -> None:
    office = offices(bb, who, wanted)
    office.issue()
    for way in ("out", "in"):
        page = office.step("customs", "record_crossing", way=way, **office.moved("crossed_on"))
        assert "Crossings of the border" in page
    (permit,) = office.permits
    assert Crossing.objects.filter(permit=permit).count() == 2
    assert state_of(permit) is PermitState.VALID
    holder = bb.client()
    holder.force_login(who.trader)
    shown = holder.get(f"/permits/{permit.number}/").content.decode()
    assert "Out of the country" in shown
    assert "Into the country" in shown
    take_step(office.at("officer"), office.reference, "close_document", status=422)
    office.step("officer", "close_document", handed_back="on")
    assert state_of(office.permits[0]) is PermitState.HANDED_BACK
    assert office.application.case.__class__.objects.get(pk=office.application.case_id).closed_at


@pytest.mark.parametrize("wanted", of(Uses.BATCH))
def test_of_a_batch_one_says_which_is_used_and_closes_it_when_the_rest_is_back(
    bb: Any, who: Cast, wanted: Wanted
) -> None:
    office = offices(bb, who, wanted)
    office.issue()
    first, second, third = (permit.number for permit in office.permits)
    office.step("customs", "endorse", permit=second, **office.moved("exported_on"))
    office.step("signatory", "cancel", permit=first, **REASON)
    assert [state_of(each) for each in office.permits] == [PermitState.CANCELLED, PermitState.USED, PermitState.VALID]
    assert third in take_step(office.at("officer"), office.reference, "close_document", status=422)
    office.step("officer", "close_document", handed_back="on")
    assert state_of(office.permits[2]) is PermitState.HANDED_BACK


@pytest.mark.parametrize("wanted", REGISTERED, ids=lambda wanted: wanted.document)
def test_a_paper_of_others_is_registered_and_shown(bb: Any, who: Cast, wanted: Wanted) -> None:
    office = offices(bb, who, wanted)
    office.step("officer", "start_examination")
    office.step("officer", "register_paper")
    number = office.application.__class__.objects.get(pk=office.application.pk).registered_paper.number
    assert number in office.page("customs")


def for_a_period(bb: Any, who: Cast, days: int = 200) -> Offices:
    """An introduction from the sea of 80 kg within a period from today on, issued."""
    wanted = next(each for each in EVERY if each.document == "IFS")
    vessel = {name: value for name, value in wanted.sections["vessel"].items() if not name.startswith("trip_")}
    period = {"period_from": today().isoformat(), "period_until": (today() + timedelta(days=days)).isoformat()}
    office = offices(bb, who, replace(wanted, sections={**wanted.sections, "vessel": {**vessel, **period}}))
    office.issue()
    return office


def test_from_the_sea_everything_within_a_period_is_landed_under_one_certificate(bb: Any, who: Cast) -> None:
    office = for_a_period(bb, who)
    (permit,) = office.permits
    assert permit.valid_until == today() + timedelta(days=200)
    assert "/do/endorse/" not in office.page("customs")
    customs = office.at("customs")
    page = office.step("customs", "record_crossing", **office.moved("crossed_on", 50))
    assert "Into the country" in page
    more = take_step(customs, office.reference, "record_crossing", status=422, **office.moved("crossed_on", 31))
    assert "Enter at most 30" in more
    shown = office.at("officer").get(f"/permits/{permit.number}/").content.decode()
    assert "Left to be landed" in shown
    assert "30\N{NO-BREAK SPACE}kg" in shown
    office.step("customs", "record_crossing", **office.moved("crossed_on", 30))
    assert "All that the certificate allows has been landed." in office.page("customs")
    office.step("officer", "close_document", handed_back="on")
    assert state_of(office.permits[0]) is PermitState.HANDED_BACK


def test_a_landing_outside_the_period_is_refused(bb: Any, who: Cast) -> None:
    permit = for_a_period(bb, who, days=5).permits[0]
    facts = {"permit": permit, "way": CrossingWay.IN, "port": "BBBGI", "official": who.customs}
    with pytest.raises(MoreThanPermitted):
        record_crossing(**facts, quantities={1: Decimal(81)}, crossed_on=today())
    with pytest.raises(FaultyEndorsement):
        record_crossing(**{**facts, "way": CrossingWay.OUT}, quantities={1: Decimal(1)}, crossed_on=today())
    with clock.frozen(clock.now() + timedelta(days=7)), pytest.raises(NotValidNow):
        record_crossing(**facts, quantities={1: Decimal(1)}, crossed_on=today())
