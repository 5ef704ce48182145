"""Go on when the fee is paid; billing says when."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cites.permits.queries.applications import application_of, is_paid
from kernel.reasons import Reason
from kernel.text import gettext_noop
from workflows.models import Case
from workflows.verbs import Action, actions


class Settle(Action):
    """Nothing is owed any more; done by an event, never by a person."""

    name = "settle"
    label = _("Fee settled")
    history = _("The fee is settled")

    def may(self, case: Case, actor: Any) -> list[Reason]:
        """Ask the ledger, whoever says that it is paid."""
        if is_paid(application_of(case)):
            return []
        return [Reason("not_paid", gettext_noop("The fee is not paid."))]


actions.register(Settle())
