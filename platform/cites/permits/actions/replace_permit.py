"""Cancel a permit and issue another of the same facts in its place."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from cites.permits.errors import CannotPrint
from cites.permits.forms.loss import ReplacementForm
from cites.permits.queries.applications import application_of
from cites.permits.queries.findings import day_of_decision
from cites.permits.queries.found import reasons_of_findings
from cites.permits.queries.permits import replaceable_permits, the_one_of
from cites.permits.queries.standing import reasons_before_issue, reasons_when_none_is_replaced
from cites.permits.rules.stamps import FaultyStamps
from cites.permits.services.replacing import replace_permit
from kernel.reasons import Reason
from workflows.errors import ActionRefused
from workflows.models import Case
from workflows.verbs import Action, actions


class ReplacePermit(Action):
    """Issue a replacement in the signatory's name; the case goes on from where it is, with the new permit."""

    name = "replace_permit"
    label = _("Replace the permit")
    history = _("%(actor)s cancelled the permit and issued another in its place")
    help = _(
        "The permit is cancelled, and another that says the same is issued in your name under a number of its own. "
        "It is marked as a replacement and is good no longer than the first one. This cannot be undone."
    )
    for_office = True
    signs = True
    form: ClassVar[type[BaseForm] | None] = ReplacementForm

    def may(self, case: Case, actor: Any) -> list[Reason]:
        """Return that there is nothing to replace, or that a finding was withdrawn on which it was issued."""
        if reasons := reasons_before_issue(case) or reasons_when_none_is_replaced(case):
            return reasons
        application = application_of(case)
        return list(reasons_of_findings(application, day_of_decision(application)))

    def do(self, case: Case, actor: Any, data: Mapping[str, Any]) -> None:
        """Cancel and issue in one transaction; the new document follows after the commit."""
        permit = the_one_of(replaceable_permits(case), case, data.get("permit", ""))
        try:
            replace_permit(permit=permit, reason=data["reason"], signatory=actor, stamps=data.get("stamps", ()))
        except CannotPrint as error:
            raise error.refusal() from error
        except FaultyStamps as error:
            raise ActionRefused([Reason(error.code, error.message, data=error.data)]) from error

    def facts(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Keep of a batch which permit was replaced."""
        return {"permit": data["permit"]} if data.get("permit") else {}


actions.register(ReplacePermit())
