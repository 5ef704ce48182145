"""Writing money: issue an invoice, take a payment, give one back, write one off.

Each writes in the ledger under the lock of the invoice's book, so that two payments never cross.
"""

from functools import partial
from typing import Any

from django.db import transaction

from billing.errors import (
    NothingToPay,
    NotRefundable,
    OwnPayment,
    ProviderUnavailable,
    ReceiptUsed,
    UnknownAttempt,
    WrongAmount,
)
from billing.fees import Quote
from billing.ledger import Balance, InvoiceState
from billing.models import EntryKind, Invoice, InvoiceBook, InvoiceLine, LedgerEntry, PaymentAttempt
from billing.payers import is_payer
from billing.providers import Provider, is_offered_here, providers
from billing.providers.base import Outcome, ProviderEvent
from billing.queries import account_of, find_attempt
from billing.signals import invoice_settled
from kernel.clock import local_date, now
from kernel.money import Money
from tenants.audit.services import record
from tenants.context import current_party, current_profile


@transaction.atomic
def issue_invoice(
    *,
    reference: str,
    payer: Any,
    payer_name: str,
    quote: Quote,
    actor: Any = None,
    release_number: int | None = None,
) -> Invoice:
    """Issue an invoice for the quote, numbered in the Party's book of the year (its local year).

    A quote of nothing is settled at once, so that what waits for the payment goes on.
    """
    book, number = _next_number()
    invoice = Invoice.objects.create(
        number=number,
        book=book,
        reference=reference,
        payer=payer,
        payer_name=payer_name,
        currency=quote.total.currency,
        amount=quote.total.amount,
        confirmed=quote.confirmed,
        exemption=dict(quote.exemption),
        release_number=release_number,
        issued_by=actor,
        issued_at=now(),
    )
    _write_lines(invoice, quote)
    _enter(invoice, EntryKind.CHARGE, quote.total, key=f"charge:{number}", actor=actor)
    _record("invoice.issued", invoice, actor, {"amount": str(quote.total), "for": reference})
    if not quote.total:
        _tell_settled(invoice)
    return invoice


@transaction.atomic
def record_counter_payment(*, invoice: Invoice, amount: Money, receipt: str, actor: Any, key: str) -> LedgerEntry:
    """Record a payment at the counter, whole and once; the same ``key`` again returns the first entry.

    Raises NothingToPay, WrongAmount (over or under), ReceiptUsed (the number is on another payment) and OwnPayment.
    """
    if is_payer(invoice, actor):
        raise OwnPayment
    balance = _locked(invoice)
    key = f"counter:{invoice.number}:{key}"
    if first := _entry_made_with(key):
        return first
    _refuse_unless_due(invoice, balance, amount)
    if LedgerEntry.objects.filter(receipt=receipt).exists():
        raise ReceiptUsed(receipt)
    entry = _enter(invoice, EntryKind.PAYMENT, amount, key=key, actor=actor, provider="counter", receipt=receipt)
    _record("invoice.paid", invoice, actor, {"amount": str(amount), "by": "counter", "receipt": receipt})
    _tell_settled(invoice)
    return entry


@transaction.atomic
def start_payment(*, invoice: Invoice, provider: str, actor: Any) -> tuple[PaymentAttempt, str]:
    """Start an attempt to pay; return it with the address to send the payer to.

    A second click finds the attempt that the first one started. Raises NothingToPay and
    ProviderUnavailable.
    """
    chosen = _provider_offered(provider)
    balance = _locked(invoice)
    if balance.state is not InvoiceState.OWED:
        raise NothingToPay(invoice.number)
    attempt, _created = PaymentAttempt.objects.get_or_create(
        invoice=invoice,
        provider=provider,
        state=PaymentAttempt.State.STARTED,
        defaults={"started_by": actor, "started_at": now()},
    )
    return attempt, chosen.start(attempt)


@transaction.atomic
def receive_event(*, provider: str, event: ProviderEvent) -> PaymentAttempt:
    """Take a provider's verified event to the ledger, once; the same event again changes nothing.

    Raises UnknownAttempt, NothingToPay (the invoice was paid some other way) and WrongAmount; ProviderUnavailable
    in a practice twin, for a way by which money moves.
    """
    if current_party().practice:
        _provider_offered(provider)
    attempt = find_attempt(event.attempt)
    if attempt is None or attempt.provider != provider:
        raise UnknownAttempt
    balance = _locked(attempt.invoice)
    attempt.refresh_from_db(fields=["state"])
    key = f"{provider}:{event.event}"
    if _entry_made_with(key) or attempt.state != PaymentAttempt.State.STARTED:
        return attempt
    if event.outcome is Outcome.DECLINED:
        return _close(attempt, PaymentAttempt.State.DECLINED, event)
    _refuse_unless_due(attempt.invoice, balance, event.amount)
    _enter(attempt.invoice, EntryKind.PAYMENT, event.amount, key=key, provider=provider, actor=attempt.started_by)
    _tell_settled(attempt.invoice)
    return _close(attempt, PaymentAttempt.State.SETTLED, event)


@transaction.atomic
def refund_invoice(*, invoice: Invoice, actor: Any, reason: str) -> LedgerEntry:
    """Give back all that was paid, and write the charge off; raises NotRefundable. Twice is refused."""
    balance = _locked(invoice)
    if balance.kept <= 0:
        raise NotRefundable(invoice.number)
    kept = Money(balance.kept, invoice.currency)
    entry = _enter(invoice, EntryKind.REFUND, kept, key=f"refund:{invoice.number}", actor=actor, reason=reason)
    _enter(invoice, EntryKind.VOID, invoice.total, key=f"void:{invoice.number}", actor=actor, reason=reason)
    _record("invoice.refunded", invoice, actor, {"amount": str(kept), "reason": reason})
    return entry


@transaction.atomic
def void_invoice(*, invoice: Invoice, actor: Any, reason: str) -> None:
    """Write off an invoice that nobody will pay, e.g. after a withdrawal; raises NothingToPay unless owed."""
    balance = _locked(invoice)
    if balance.state is not InvoiceState.OWED:
        raise NothingToPay(invoice.number)
    due = Money(balance.due, invoice.currency)
    _enter(invoice, EntryKind.VOID, due, key=f"void:{invoice.number}", actor=actor, reason=reason)
    _record("invoice.voided", invoice, actor, {"amount": str(due), "reason": reason})


def _next_number() -> tuple[InvoiceBook, str]:
    year = local_date(current_profile().time_zone).year
    InvoiceBook.objects.get_or_create(year=year)
    book = InvoiceBook.objects.select_for_update().get(year=year)
    book.last_number += 1
    book.save(update_fields=["last_number"])
    party = current_party()
    mark = "PRACTICE-" if party.practice else ""
    return book, f"{mark}INV{year % 100:02d}{party.iso2}{book.last_number:06d}"


def _write_lines(invoice: Invoice, quote: Quote) -> None:
    InvoiceLine.objects.bulk_create(
        InvoiceLine(
            invoice=invoice,
            position=position,
            fee=line.fee,
            label=dict(line.label),
            quantity=line.quantity,
            each=line.each,
            amount=line.amount.amount,
        )
        for position, line in enumerate(quote.lines, start=1)
    )


def _locked(invoice: Invoice) -> Balance:
    """Lock the invoice's book and return the balance as it stands under the lock.

    The invoice itself is insert-only, and PostgreSQL locks no row that one may not update.
    """
    InvoiceBook.objects.select_for_update().get(pk=invoice.book_id)
    return account_of(invoice).balance


def _refuse_unless_due(invoice: Invoice, balance: Balance, amount: Money) -> None:
    if balance.state is not InvoiceState.OWED:
        raise NothingToPay(invoice.number)
    due = Money(balance.due, invoice.currency)
    if amount != due:
        raise WrongAmount(paid=amount, due=due)


def _entry_made_with(key: str) -> LedgerEntry | None:
    return LedgerEntry.objects.filter(key=key).first()


def _enter(
    invoice: Invoice,
    kind: EntryKind,
    amount: Money,
    *,
    key: str,
    actor: Any,
    provider: str = "",
    receipt: str | None = None,
    reason: str = "",
) -> LedgerEntry:
    return LedgerEntry.objects.create(
        invoice=invoice,
        kind=kind,
        amount=amount.amount,
        provider=provider,
        receipt=receipt,
        key=key,
        reason=reason,
        actor=actor,
        at=now(),
    )


def _provider_offered(name: str) -> Provider:
    if name not in providers or not is_offered_here(providers.get(name)):
        raise ProviderUnavailable(name)
    return providers.get(name)


def _close(attempt: PaymentAttempt, state: PaymentAttempt.State, event: ProviderEvent) -> PaymentAttempt:
    attempt.state = state
    attempt.save(update_fields=["state"])
    _record(
        f"payment.{state}",
        attempt.invoice,
        attempt.started_by,
        {"amount": str(event.amount), "by": attempt.provider, "event": event.event},
    )
    return attempt


def _record(verb: str, invoice: Invoice, actor: Any, data: dict[str, Any]) -> None:
    record(verb, subject=f"invoice:{invoice.number}", actor=actor, data=data)


def _tell_settled(invoice: Invoice) -> None:
    transaction.on_commit(partial(invoice_settled.send, sender=Invoice, invoice=invoice), robust=True)
