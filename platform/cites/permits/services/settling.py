"""Sending a case on once nothing is owed, whoever brings the news."""

from billing.models import Invoice
from workflows.errors import ActionRefused, UnknownCase
from workflows.services import perform_automatic


def send_on_paid_case(*, invoice: Invoice) -> bool:
    """Send the invoice's case on to be signed; return whether it stands there now because of this invoice.

    News that comes twice, or too late, or while another invoice is owed, changes nothing.
    """
    try:
        perform_automatic(case_reference=invoice.reference, verb="settle", key=f"invoice_settled:{invoice.number}")
    except (ActionRefused, UnknownCase):
        return False
    return True
