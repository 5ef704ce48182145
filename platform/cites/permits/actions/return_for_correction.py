"""Send an application back to be corrected."""

from typing import ClassVar

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from cites.permits.forms.reasons import CorrectionForm
from workflows.models import DutyKind
from workflows.verbs import Action, actions


class ReturnForCorrection(Action):
    """Ask the applicant to correct the application and to send it again."""

    name = "return_for_correction"
    label = _("Return for correction")
    history = _("%(actor)s returned the application for correction")
    help = _("The applicant can change the application again, and sends it anew.")
    duty = DutyKind.EXAMINE
    form: ClassVar[type[BaseForm] | None] = CorrectionForm


actions.register(ReturnForCorrection())
