"""Take a received application to examine it."""

from django.utils.translation import gettext_lazy as _

from workflows.models import DutyKind
from workflows.verbs import Action, actions


class StartExamination(Action):
    """Begin to examine; whoever does so may neither find nor decide on the case."""

    name = "start_examination"
    label = _("Start examining")
    history = _("%(actor)s started examining the application")
    help = _("You become the examiner of this case: somebody else then decides on it.")
    duty = DutyKind.EXAMINE
    for_many = True


actions.register(StartExamination())
