"""What the audit trail says of releases."""

from django.utils.translation import gettext_lazy as _

SUBJECTS = {"release": _("release"), "proposal": _("proposal")}
VERBS = {
    "release_made": _("Release made"),
    "release_called_off": _("Release called off"),
    "proposal.begun": _("Draft of a release begun"),
    "proposal.changed": _("Draft of a release changed"),
    "proposal.undone": _("Change of a draft undone"),
    "proposal.rebased": _("Draft brought up to a newer release"),
    "proposal.proposed": _("Release proposed"),
    "proposal.taken_back": _("Proposal taken back"),
    "proposal.sent_back": _("Proposal sent back"),
    "proposal.withdrawn": _("Draft of a release withdrawn"),
    "proposal.approved": _("Proposal approved"),
}
