"""Invoicing what an application costs."""

from billing.services import issue_invoice
from cites.accounts.models import User
from cites.permits.models import Application
from cites.permits.queries.applications import quote_for
from cites.permits.rules.document_types import comes_in


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
