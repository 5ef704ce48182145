"""Money is recorded once, whole, and never changed."""

from decimal import Decimal
from typing import Any

import pytest

from billing.errors import NothingToPay, NotRefundable, ProviderUnavailable, ReceiptUsed, UnknownAttempt, WrongAmount
from billing.ledger import InvoiceState
from billing.models import LedgerEntry, PaymentAttempt
from billing.providers.base import Outcome, ProviderEvent
from billing.queries import account_of, invoices_for, state_of
from billing.services import receive_event, record_counter_payment, refund_invoice, start_payment, void_invoice
from kernel.money import Money
from tenants.audit.models import AuditEntry
from tenants.errors import AppendOnlyRecord
from tests.factories.billing import an_invoice


def bbd(amount: str) -> Money:
    return Money(Decimal(amount), "BBD")


def pay(invoice: Any, cashier: Any, amount: str = "50.00", receipt: str = "R1", key: str = "k") -> LedgerEntry:
    return record_counter_payment(invoice=invoice, amount=bbd(amount), receipt=receipt, actor=cashier, key=key)


def event(attempt: PaymentAttempt, outcome: Outcome = Outcome.SETTLED, amount: str = "50.00") -> ProviderEvent:
    return ProviderEvent(f"e-{attempt.code}-{outcome}", attempt.code, outcome, bbd(amount))


def test_invoices_are_numbered_one_after_the_other(payer: Any) -> None:
    first, second = an_invoice(payer), an_invoice(payer)
    assert first.number[:3] == "INV"
    assert first.number[5:7] == "BB"
    assert int(second.number[-6:]) == int(first.number[-6:]) + 1


def test_an_invoice_keeps_its_quote(invoice: Any) -> None:
    assert [line.total for line in invoice.lines.all()] == [invoice.total] == [bbd("50.00")]
    assert state_of(invoice) is InvoiceState.OWED
    assert [account.invoice for account in invoices_for("X-1")] == [invoice]


def test_an_invoice_cannot_be_changed(invoice: Any) -> None:
    invoice.amount = 1
    with pytest.raises(AppendOnlyRecord):
        invoice.save()


def test_an_invoice_of_nothing_is_settled_at_once(payer: Any, settled: list[str], on_commit: Any) -> None:
    with on_commit():
        free = an_invoice(payer, amount="0.00")
    assert state_of(free) is InvoiceState.SETTLED
    assert settled == [free.number]


def test_a_counter_payment_settles_and_is_told_of(
    invoice: Any, cashier: Any, settled: list[str], on_commit: Any
) -> None:
    with on_commit():
        entry = pay(invoice, cashier)
    assert (entry.receipt, entry.actor) == ("R1", cashier)
    assert state_of(invoice) is InvoiceState.SETTLED
    assert settled == [invoice.number]
    assert AuditEntry.objects.filter(verb="invoice.paid", subject=f"invoice:{invoice.number}").count() == 1


def test_a_double_click_pays_once(invoice: Any, cashier: Any) -> None:
    assert pay(invoice, cashier) == pay(invoice, cashier)
    assert LedgerEntry.objects.filter(invoice=invoice, kind="payment").count() == 1


@pytest.mark.parametrize(("amount", "word"), [("49.99", "less"), ("50.01", "more")])
def test_under_and_over_payment_are_refused(invoice: Any, cashier: Any, amount: str, word: str) -> None:
    with pytest.raises(WrongAmount, match=word):
        pay(invoice, cashier, amount)
    assert state_of(invoice) is InvoiceState.OWED


def test_a_paid_invoice_is_not_paid_again(invoice: Any, cashier: Any) -> None:
    pay(invoice, cashier)
    with pytest.raises(NothingToPay):
        pay(invoice, cashier, receipt="R2", key="other")


def test_a_receipt_number_serves_once(invoice: Any, payer: Any, cashier: Any) -> None:
    pay(invoice, cashier)
    with pytest.raises(ReceiptUsed):
        pay(an_invoice(payer), cashier, key="other")


def test_two_clicks_start_one_attempt(invoice: Any, payer: Any) -> None:
    first, address = start_payment(invoice=invoice, provider="counter", actor=payer)
    again, same = start_payment(invoice=invoice, provider="counter", actor=payer)
    assert (first, address) == (again, same)


@pytest.mark.parametrize("provider", ["goats", ""])
def test_an_unknown_way_to_pay_is_refused(invoice: Any, payer: Any, provider: str) -> None:
    with pytest.raises(ProviderUnavailable):
        start_payment(invoice=invoice, provider=provider, actor=payer)


def test_the_demo_card_is_refused_outside_development(invoice: Any, payer: Any, settings: Any) -> None:
    settings.DEVELOPMENT = False
    with pytest.raises(ProviderUnavailable):
        start_payment(invoice=invoice, provider="demo", actor=payer)


def test_an_event_settles_once_however_often_it_comes(
    invoice: Any, payer: Any, settled: list[str], on_commit: Any
) -> None:
    attempt, _address = start_payment(invoice=invoice, provider="demo", actor=payer)
    with on_commit():
        receive_event(provider="demo", event=event(attempt))
        receive_event(provider="demo", event=event(attempt))
    assert state_of(invoice) is InvoiceState.SETTLED
    assert LedgerEntry.objects.filter(kind="payment").count() == 1
    assert settled == [invoice.number]


def test_a_declined_card_leaves_the_invoice_owed_and_another_try_open(invoice: Any, payer: Any) -> None:
    attempt, _address = start_payment(invoice=invoice, provider="demo", actor=payer)
    assert receive_event(provider="demo", event=event(attempt, Outcome.DECLINED)).state == "declined"
    assert state_of(invoice) is InvoiceState.OWED
    again, _address = start_payment(invoice=invoice, provider="demo", actor=payer)
    assert again != attempt


def test_an_event_of_another_provider_or_attempt_is_refused(invoice: Any, payer: Any) -> None:
    attempt, _address = start_payment(invoice=invoice, provider="demo", actor=payer)
    with pytest.raises(UnknownAttempt):
        receive_event(provider="counter", event=event(attempt))
    with pytest.raises(UnknownAttempt):
        receive_event(provider="demo", event=ProviderEvent("e", "nobody", Outcome.SETTLED, bbd("50.00")))


def test_an_event_of_another_amount_is_refused(invoice: Any, payer: Any) -> None:
    attempt, _address = start_payment(invoice=invoice, provider="demo", actor=payer)
    with pytest.raises(WrongAmount):
        receive_event(provider="demo", event=event(attempt, amount="5.00"))


def test_a_card_event_after_payment_at_the_counter_takes_nothing(invoice: Any, payer: Any, cashier: Any) -> None:
    attempt, _address = start_payment(invoice=invoice, provider="demo", actor=payer)
    pay(invoice, cashier)
    with pytest.raises(NothingToPay):
        receive_event(provider="demo", event=event(attempt))


def test_a_refund_gives_all_back_once(invoice: Any, cashier: Any) -> None:
    with pytest.raises(NotRefundable):
        refund_invoice(invoice=invoice, actor=cashier, reason="too early")
    pay(invoice, cashier)
    refund_invoice(invoice=invoice, actor=cashier, reason="charged by mistake")
    assert state_of(invoice) is InvoiceState.REFUNDED
    with pytest.raises(NotRefundable):
        refund_invoice(invoice=invoice, actor=cashier, reason="again")


def test_an_invoice_written_off_is_owed_no_more(invoice: Any, cashier: Any) -> None:
    void_invoice(invoice=invoice, actor=cashier, reason="withdrawn")
    assert (state_of(invoice), account_of(invoice).due) == (InvoiceState.VOID, bbd("0"))
    with pytest.raises(NothingToPay):
        void_invoice(invoice=invoice, actor=cashier, reason="again")
