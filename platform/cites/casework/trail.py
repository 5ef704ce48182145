"""What the audit trail says of itself and of the lists that people keep."""

from django.utils.translation import gettext_lazy as _

SUBJECTS = {"list": _("list that a person keeps"), "text": _("text kept")}
VERBS = {
    "case.printed": _("Dossier of a case printed"),
    "audit.exported": _("Audit trail downloaded"),
    "notices.chosen": _("Notices by mail chosen"),
    "text.kept": _("Text kept or changed"),
    "text.retired": _("Text offered no longer"),
    "list.kept": _("List of cases kept"),
    "list.forgotten": _("List of cases forgotten"),
}
