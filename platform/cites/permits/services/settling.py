"""Sending a case on once nothing is owed, whoever brings the news."""

from billing.models import Invoice
from cites.permits.queries.applications import latest_approval
from workflows.errors import ActionRefused, UnknownCase
from workflows.services import perform_automatic


def send_on_paid_case(*, invoice: Invoice) -> bool:
    """Send the invoice's case on to be signed; return whether it stands there now because of this invoice.

    News that comes twice for one approval, or too late, or while another invoice is owed, changes nothing.
    """
    approval = latest_approval(invoice.reference)
    key = f"invoice_settled:{invoice.number}:{approval.version if approval else 0}"
    try:
        perform_automatic(case_reference=invoice.reference, verb="settle", key=key)
    except (ActionRefused, UnknownCase):
        return False
    return True
