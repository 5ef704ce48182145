"""Send an application back to be corrected."""

from typing import Any, ClassVar

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from cites.permits.forms.reasons import CorrectionForm
from cites.permits.queries.standing import reasons_once_issued
from kernel.reasons import Reason
from workflows.models import Case, DutyKind
from workflows.verbs import Action, actions


class ReturnForCorrection(Action):
    """Ask the applicant to correct the application and to send it again."""

    name = "return_for_correction"
    label = _("Return for correction")
    history = _("%(actor)s returned the application for correction")
    help = _("The applicant can change the application again, and sends it anew.")
    duty = DutyKind.EXAMINE
    form: ClassVar[type[BaseForm] | None] = CorrectionForm

    def may(self, case: Case, actor: Any) -> list[Reason]:
        """Return that the document is issued, if it is."""
        return reasons_once_issued(case)


actions.register(ReturnForCorrection())
