"""What the audit trail says of itself."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "case.printed": _("Dossier of a case printed"),
    "audit.exported": _("Audit trail downloaded"),
}
