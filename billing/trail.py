"""What the audit trail says of invoices and payments."""

from django.utils.translation import gettext_lazy as _

SUBJECTS = {"invoice": _("invoice")}
VERBS = {
    "invoice.issued": _("Invoice issued"),
    "invoice.paid": _("Invoice paid"),
    "invoice.refunded": _("Invoice refunded"),
    "invoice.voided": _("Invoice voided"),
    "payment.settled": _("Payment by a provider received"),
    "payment.declined": _("Payment by a provider declined"),
}
