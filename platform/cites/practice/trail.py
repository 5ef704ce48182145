"""What the audit trail says of practice."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "practice.asked": _("Practice site asked for"),
    "practice.person_played": _("Invented person played"),
    "practice.colleague_added": _("Invented colleague added"),
    "practice.day_begun": _("Guided first day begun"),
}
