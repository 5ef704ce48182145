"""What the audit trail says of cases and closures: every step of a case by the label of its action."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workflows.verbs import actions

SUBJECTS = {"case": _("case"), "closure": _("closure")}
VERBS = {
    "case.opened": _("Case opened"),
    "case.move_release": _("Case moved to another release"),
    "case.held": _("Case held by a person"),
    "case.noted": _("Note about a case made"),
    "case.put_back": _("Case put back"),
    "case.file_infected": _("File of a case removed, for a virus was found in it"),
    "case.file_attached": _("File attached to a case"),
    "body.asked": _("Body outside asked about a case"),
    "body.code_renewed": _("New code made for a body outside"),
    "body.last_day_set": _("Another last day stated for a body outside"),
    "body.withdrawn": _("Request to a body outside withdrawn"),
    "body.locked": _("Request to a body outside locked after five wrong codes"),
    "body.reminded": _("Body outside reminded"),
    "body.answered": _("Body outside answered"),
    "closure.declared": _("Offices declared closed"),
    "closure.ended": _("Last day of a closure stated"),
    "closure.withdrawn": _("Closure withdrawn"),
}


def verbs_of_steps() -> dict[str, str | Promise]:
    """Return the verb of every action that is registered by now."""
    return {f"case.{action.name}": action.label for action in actions}
