"""Give back what waits for its signature, to be decided on anew."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from cites.permits.forms.reasons import ReopeningForm
from cites.permits.queries.standing import reasons_once_issued
from cites.permits.services.invoicing import void_what_is_owed
from kernel.reasons import Reason
from workflows.models import Case
from workflows.verbs import Action, actions


class ReopenDecision(Action):
    """Leave unsigned what was approved, where it holds no longer: a quota was lowered, or trade suspended, since.

    The approval counts no more and what it reserved is given back. What was paid stays paid: if the application is
    approved anew as it was sent, nothing is invoiced a second time.
    """

    name = "reopen_decision"
    label = _("Give back to be decided anew")
    history = _("%(actor)s gave the application back to be decided anew")
    help = _(
        "The approval counts no more, and what it took of a quota is given back. The fee that was paid is not asked "
        "for again."
    )
    for_office = True
    form: ClassVar[type[BaseForm] | None] = ReopeningForm

    def may(self, case: Case, actor: Any) -> list[Reason]:
        """Return that the document is issued, if it is."""
        return reasons_once_issued(case)

    def do(self, case: Case, actor: Any, data: Mapping[str, Any]) -> None:
        """Write off what was invoiced for the approval and not paid."""
        void_what_is_owed(reference=case.reference, actor=actor, reason="reopened")


actions.register(ReopenDecision())
