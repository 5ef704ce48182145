"""What was lost on its way is found again in the tables, and done once."""

import json
from typing import Any

import pytest
from django.conf import settings

from billing.queries import invoices_for
from billing.services import record_counter_payment
from cites.permits.documents import publishing
from cites.permits.errors import CannotPrint
from cites.permits.queries.permits import find_original
from cites.permits.tasks import publish_the_rest, settle_the_rest
from tenants.profiles.files import folder_of
from tenants.releases.services import make_release, parts_of
from tests.factories.permits import an_application, cast, issued, pay, stage_of, to_payment


@pytest.fixture
def who(bb: Any) -> Any:
    return cast()


def test_a_paid_case_whose_news_was_lost_is_sent_on_once(who: Any) -> None:
    paid, owed = (to_payment(an_application(who.trader), who) for _each in range(2))
    (account,) = invoices_for(paid.reference)
    record_counter_payment(invoice=account.invoice, amount=account.due, receipt="R1", actor=who.cashier, key="k")
    assert stage_of(paid) == "payment"
    assert settle_the_rest() == 1
    assert (stage_of(paid), stage_of(owed)) == ("signing", "payment")
    assert settle_the_rest() == 0
    assert paid.case.steps.filter(verb="settle").count() == 1


def test_a_case_that_went_on_by_itself_is_left_alone(who: Any) -> None:
    pay(to_payment(an_application(who.trader), who), who)
    assert settle_the_rest() == 0


def test_a_paid_case_is_found_whatever_the_office_calls_the_stage(who: Any, bb: Any) -> None:
    parts = parts_of(folder_of("BB"))
    parts["workflow"] = json.loads(json.dumps(parts["workflow"]).replace('"payment"', '"till"'))
    make_release(parts=parts, author="a test")
    paid = to_payment(an_application(who.trader), who)
    (account,) = invoices_for(paid.reference)
    record_counter_payment(invoice=account.invoice, amount=account.due, receipt="R1", actor=who.cashier, key="k")
    assert stage_of(paid) == "till"
    assert settle_the_rest() == 1
    assert stage_of(paid) == "signing"


def test_a_permit_that_cannot_be_printed_holds_up_no_other(who: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    jammed, fine = issued(who), issued(who)
    print_one = publishing.print_sheet

    def jam(sheet: Any) -> Any:
        if sheet.number == jammed.number:
            raise CannotPrint(message="The printer is jammed.")
        return print_one(sheet)

    monkeypatch.setattr(publishing, "print_sheet", jam)
    assert publish_the_rest() == 1
    assert find_original(fine) is not None
    assert find_original(jammed) is None
    monkeypatch.undo()
    assert publish_the_rest() == 1
    assert find_original(jammed) is not None


def test_the_repairs_are_made_every_minute() -> None:
    due = {entry["task"]: entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert due["permits.settle_the_rest"] == due["permits.publish_the_rest"] == 60
