"""Take a sent application back to change it."""

from typing import Any, ClassVar

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from cites.permits.forms.reasons import AmendmentForm
from cites.permits.queries.standing import reasons_once_issued
from kernel.reasons import Reason
from workflows.models import Case
from workflows.verbs import Action, actions


class Amend(Action):
    """Take the application back before it is decided on, change anything in it, and send it anew."""

    name = "amend"
    label = _("Take the application back to change it")
    history = _("%(actor)s took the application back to change it")
    help = _("Nobody works on it until you send it again. What was found before is then looked at anew.")
    form: ClassVar[type[BaseForm] | None] = AmendmentForm
    for_applicant = True

    def may(self, case: Case, actor: Any) -> list[Reason]:
        """Return that the document is issued, if it is."""
        return reasons_once_issued(case)


actions.register(Amend())
