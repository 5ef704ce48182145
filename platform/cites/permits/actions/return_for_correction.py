"""Send an application back to be corrected."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from cites.permits.forms.reasons import CorrectionForm
from cites.permits.queries.applications import application_of
from cites.permits.queries.standing import reasons_once_issued
from cites.permits.services.corrections import name_corrections
from kernel.reasons import Reason
from workflows.models import Case, DutyKind
from workflows.verbs import Action, actions


class ReturnForCorrection(Action):
    """Ask the applicant to correct the application and to send it again."""

    name = "return_for_correction"
    label = _("Return for correction")
    history = _("%(actor)s returned the application for correction")
    help = _("The applicant can change the parts that you name, and sends the application anew.")
    duty = DutyKind.EXAMINE
    form: ClassVar[type[BaseForm] | None] = CorrectionForm

    def may(self, case: Case, actor: Any) -> list[Reason]:
        """Return that the document is issued, if it is."""
        return reasons_once_issued(case)

    def do(self, case: Case, actor: Any, data: Mapping[str, Any]) -> None:
        """Keep which parts have to be corrected, and why; with none named the applicant may change anything."""
        named = data.get("parts") or {}
        name_corrections(application=application_of(case), version=case.version + 1, named=named, actor=actor)

    def facts(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Which parts were named."""
        named = sorted(data.get("parts") or ())
        return {"parts": named} if named else {}


actions.register(ReturnForCorrection())
