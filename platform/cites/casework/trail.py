"""What the audit trail says of itself."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "audit.exported": _("Audit trail downloaded"),
}
