"""End a case whose document comes back unused, or is used up by no single movement."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from cites.permits.forms.closing import ClosingForm
from cites.permits.queries.standing import reasons_before_issue
from cites.permits.rules.document_types import for_several_movements
from cites.permits.services.closing import hand_back_permits
from kernel.reasons import Reason
from workflows.models import Case
from workflows.verbs import Action, actions


class CloseDocument(Action):
    """Close it: every document is used, has expired, was cancelled, or has come back."""

    name = "close_document"
    label = _("Close: all used, handed back or expired")
    history = _("%(actor)s closed the document")
    help = _("The case ends. What is still valid has to be in your hands, and may not be used any more from now on.")
    for_office = True
    form: ClassVar[type[BaseForm] | None] = ClosingForm

    def may(self, case: Case, actor: Any) -> list[Reason]:
        """Return that there is no document yet, if so."""
        return reasons_before_issue(case)

    def do(self, case: Case, actor: Any, data: Mapping[str, Any]) -> None:
        """Write down beside each permit that it was handed back."""
        hand_back_permits(
            case=case,
            remark=data.get("reason", ""),
            official=actor,
            with_expired=bool(data.get("handed_back")) and not for_several_movements(case.workflow),
        )


actions.register(CloseDocument())
