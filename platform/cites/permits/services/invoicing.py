"""Invoicing what an application costs."""

from functools import partial
from typing import Any

from django.db import transaction

from billing.errors import NothingToPay
from billing.ledger import InvoiceState
from billing.queries import invoices_for
from billing.services import issue_invoice, void_invoice
from cites.accounts.models import User
from cites.permits.models import Application
from cites.permits.queries.applications import invoice_paid_as_sent, quote_for
from cites.permits.rules.document_types import comes_in
from cites.permits.services.settling import send_on_paid_case
from workflows.errors import StaleCase


def charge_decision(*, application: Application, actor: User) -> None:
    """Invoice what an approval costs, unless that was paid for the application as it was last sent: that goes on."""
    paid = invoice_paid_as_sent(application)
    if paid is None:
        invoice_application(application=application, actor=actor)
    else:
        transaction.on_commit(partial(send_on_paid_case, invoice=paid), robust=True)


def invoice_application(*, application: Application, actor: User, nothing_too: bool = True) -> None:
    """Invoice the fees of the release that the case is pinned to; of nothing only if ``nothing_too``.

    The invoice is made out to whose document it is: who imports, or else who exports or owns the specimens.
    """
    quote = quote_for(application)
    if not (nothing_too or quote.total.amount):
        return
    imports = comes_in(application.document_type)
    issue_invoice(
        reference=application.reference,
        payer=application.applicant,
        payer_name=application.consignee_name if imports else application.exporter_name,
        quote=quote,
        actor=actor,
        release_number=application.case.release_number,
    )


def void_what_is_owed(*, reference: str, actor: Any, reason: str) -> None:
    """Write off what was invoiced for an application and not paid; raise StaleCase if it was paid this very moment."""
    for account in invoices_for(reference):
        if account.state is not InvoiceState.OWED:
            continue
        try:
            void_invoice(invoice=account.invoice, actor=actor, reason=reason)
        except NothingToPay as error:
            raise StaleCase(reference) from error
