"""What the audit trail says of applications, findings, permits and the keys that sign them."""

from django.utils.translation import gettext_lazy as _

SUBJECTS = {
    "application": _("application"),
    "finding": _("finding in force"),
    "permit": _("permit"),
    "registered_paper": _("registered paper"),
    "signing_key": _("signing key"),
}
VERBS = {
    "application.opened": _("Application begun"),
    "application.copied": _("Application begun with what another one says"),
    "application.changed": _("Application changed"),
    "application.rules_overridden": _("Rules decided against"),
    "application.submitted": _("Application sent"),
    "application.line_added": _("Line added"),
    "application.line_changed": _("Line changed"),
    "application.line_copied": _("Line copied"),
    "application.line_removed": _("Line removed"),
    "application.sheet_uploaded": _("Sheet of lines uploaded"),
    "application.sheet_discarded": _("Sheet of lines discarded"),
    "application.lines_accepted": _("Lines of a sheet added"),
    "attachment.added": _("Attachment added"),
    "attachment.infected": _("Attachment removed, for a virus was found in it"),
    "attachment.removed": _("Attachment removed"),
    "finding.made": _("Finding made"),
    "finding.adopted": _("Finding in force taken over"),
    "finding.withdrawn": _("Finding withdrawn"),
    "letter.made": _("Letter made"),
    "permit.issued": _("Permit issued"),
    "permit.published": _("Permit published"),
    "permit.cancelled": _("Permit cancelled"),
    "permit.used": _("Permit used"),
    "permit.crossed": _("Crossing of the border entered"),
    "permit.handed_back": _("Permit handed back"),
    "registered_paper.entered": _("Paper of others registered"),
    "practice.cases_made": _("Invented cases made"),
    "signing_key.made": _("Signing key made"),
    "signing_key.retired": _("Signing key retired"),
    "signing_key.revoked": _("Signing key revoked"),
    "signing_key.put_right": _("Published copy of a signing key put right"),
}
