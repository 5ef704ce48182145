"""What the shared audit trail says of the life of Parties."""

from django.utils.translation import gettext_lazy as _

SUBJECTS = {"party": _("Party")}
VERBS = {
    "party.onboarding_begun": _("Party's onboarding begun"),
    "party.opened": _("Party opened"),
    "party.refresh_begun": _("Practice site's renewal begun"),
    "party.suspended": _("Party suspended"),
    "party.reopened": _("Party reopened"),
    "party.removal_begun": _("Party's removal begun"),
    "party.removal_confirmed": _("Party's removal confirmed"),
    "party.removed": _("Party removed"),
    "job.asked": _("Work asked for"),
    "party.host_given": _("Party's host name given"),
    "party.host_canonical": _("Party's canonical host name changed"),
}
