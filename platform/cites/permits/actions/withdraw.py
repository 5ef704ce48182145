"""Withdraw the application."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from cites.permits.forms.reasons import WithdrawalForm
from cites.permits.queries.standing import reasons_once_issued
from cites.permits.services.invoicing import void_what_is_owed
from kernel.reasons import Reason
from workflows.models import Case
from workflows.verbs import Action, actions


class Withdraw(Action):
    """Take the application back before a permit is issued; what is owed on it is written off."""

    name = "withdraw"
    label = _("Withdraw the application")
    history = _("%(actor)s withdrew the application")
    help = _("The case is closed. What is still owed on it is written off; what is paid is not paid back by this.")
    form: ClassVar[type[BaseForm] | None] = WithdrawalForm
    for_applicant = True

    def may(self, case: Case, actor: Any) -> list[Reason]:
        """Return that the document is issued, if it is."""
        return reasons_once_issued(case)

    def do(self, case: Case, actor: Any, data: Mapping[str, Any]) -> None:
        """Write off what was invoiced and not paid."""
        void_what_is_owed(reference=case.reference, actor=actor, reason="withdrawn")


actions.register(Withdraw())
