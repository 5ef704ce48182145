"""Reading invoices, and what the ledger says of them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from billing.errors import UnknownInvoice
from billing.ledger import Balance, InvoiceState, balance_of
from billing.models import EntryKind, Invoice, LedgerEntry, PaymentAttempt
from billing.payers import is_payer
from kernel.money import Money


@dataclass(frozen=True, slots=True)
class Account:
    """An invoice with its ledger summed up."""

    invoice: Invoice
    entries: list[LedgerEntry]
    balance: Balance

    @property
    def state(self) -> InvoiceState:
        """Where the invoice stands."""
        return self.balance.state

    @property
    def due(self) -> Money:
        """What is still owed."""
        return Money(self.balance.due, self.invoice.currency)

    @property
    def payment(self) -> LedgerEntry | None:
        """The last payment, if there is one."""
        payments = [entry for entry in self.entries if entry.kind == EntryKind.PAYMENT]
        return payments[-1] if payments else None


def invoice(number: str) -> Invoice:
    """Return the invoice; raise UnknownInvoice when there is none."""
    found = Invoice.objects.select_related("payer", "book").filter(number=number).first()
    if found is None:
        raise UnknownInvoice(number)
    return found


def invoices_for(reference: str) -> list[Account]:
    """Return every invoice of one matter, newest first, with its account."""
    return [account_of(one) for one in Invoice.objects.filter(reference=reference)]


def account_of(of: Invoice) -> Account:
    """Return the invoice with its ledger, oldest entry first."""
    entries = list(LedgerEntry.objects.filter(invoice=of).select_related("actor", "invoice"))
    return Account(of, entries, balance_of(entries))


def state_of(of: Invoice) -> InvoiceState:
    """Return where the invoice stands."""
    return account_of(of).state


def invoices_found(text: str) -> QuerySet[Invoice]:
    """Return the invoices whose number, reference, payer's name or receipt holds ``text``, newest first."""
    every = Invoice.objects.prefetch_related("entries").order_by("-issued_at", "-id")
    words = text.strip()
    if not words:
        return every
    return every.filter(
        Q(number__icontains=words)
        | Q(reference__icontains=words)
        | Q(payer_name__icontains=words)
        | Q(entries__receipt__iexact=words)
    ).distinct()


def accounts(invoices: QuerySet[Invoice] | list[Invoice]) -> list[Account]:
    """Return each invoice with its account, reading the entries once."""
    found = []
    for one in invoices:
        entries = list(one.entries.all())
        found.append(Account(one, entries, balance_of(entries)))
    return found


def invoices_owed_first(text: str, limit: int) -> list[Account]:
    """Return up to ``limit`` of the invoices found, those still owed before the others."""
    found = accounts(invoices_found(text)[: 4 * limit])
    return sorted(found, key=lambda account: account.state is not InvoiceState.OWED)[:limit]


def find_attempt(code: str) -> PaymentAttempt | None:
    """Return the attempt to pay with that code, or None."""
    return PaymentAttempt.objects.select_related("invoice", "invoice__book").filter(code=code).first()


def may_see(of: Invoice, person: Any) -> bool:
    """Tell whether the person pays the invoice, or works where every invoice may be seen."""
    return person.has_role(*READERS) or is_payer(of, person)


READERS = ("cashier", "ma_officer", "ma_signatory", "auditor", "party_administrator")
