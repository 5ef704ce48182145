"""Made-up quotes and invoices."""

from decimal import Decimal
from typing import Any

from billing.fees import Quote, QuoteLine
from billing.models import Invoice
from billing.services import issue_invoice, start_payment
from kernel.money import Money
from kernel.text import LocalisedText


def a_quote(amount: str = "50.00", currency: str = "BBD") -> Quote:
    """Return a quote of one line."""
    money = Money(Decimal(amount), currency)
    line = QuoteLine("application", LocalisedText({"en": "Application"}), Decimal(1), money.amount, money)
    return Quote((line,), money, confirmed=False)


def an_invoice(payer: Any, *, amount: str = "50.00", currency: str = "BBD", reference: str = "X-1") -> Invoice:
    """Issue an invoice to ``payer``."""
    return issue_invoice(reference=reference, payer=payer, payer_name=payer.full_name, quote=a_quote(amount, currency))


def access_samples(party: Any, payer: Any) -> dict[str, str]:
    """Return the names that the rows of ``tests/access/billing.csv`` use, within the active Party."""
    owed = an_invoice(payer, reference="ACCESS-1")
    paid = an_invoice(payer, reference="ACCESS-2", amount="0.00")
    _attempt, address = start_payment(invoice=owed, provider="demo", actor=payer)
    return {"invoice": owed.number, "settled": paid.number, "demo_token": address.rstrip("/").rsplit("/", 1)[-1]}
