"""Refuse the application."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from cites.permits.forms.reasons import RefusalForm
from cites.permits.queries.standing import reasons_once_issued
from kernel.reasons import Reason
from workflows.models import Case, DutyKind
from workflows.verbs import Action, actions


class Refuse(Action):
    """Refuse, with reasons that the applicant reads."""

    name = "refuse"
    label = _("Refuse")
    history = _("%(actor)s refused the application")
    help = _("The case is closed. The applicant reads your reasons.")
    duty = DutyKind.DECIDE
    is_answer = True
    form: ClassVar[type[BaseForm] | None] = RefusalForm

    def may(self, case: Case, actor: Any) -> list[Reason]:
        """Return that the document is issued, if it is."""
        return reasons_once_issued(case)

    def facts(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Keep on which ground, by its code."""
        return {"ground": str(data.get("ground") or "")}


actions.register(Refuse())
