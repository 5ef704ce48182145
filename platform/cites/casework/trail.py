"""What the audit trail says of itself, of the lists that people keep, and of what is taken from the register."""

from django.utils.translation import gettext_lazy as _

SUBJECTS = {
    "list": _("list that a person keeps"),
    "text": _("text kept"),
    "view": _("view of the register"),
    "register": _("register of permits"),
    "register_file": _("file made of the register"),
}
VERBS = {
    "case.printed": _("Dossier of a case printed"),
    "audit.exported": _("Audit trail downloaded"),
    "notices.chosen": _("Notices by mail chosen"),
    "text.kept": _("Text kept or changed"),
    "text.retired": _("Text offered no longer"),
    "register.taken": _("Lines or documents of permits taken from the register"),
    "register.file_removed": _("File made of the register removed"),
    "view.kept": _("View of the register kept"),
    "view.changed": _("View of the register changed"),
    "view.removed": _("View of the register removed"),
    "list.kept": _("List of cases kept"),
    "list.forgotten": _("List of cases forgotten"),
}
