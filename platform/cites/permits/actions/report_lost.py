"""Record that a permit was reported lost or stolen."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from cites.permits.forms.loss import LossForm
from cites.permits.queries.permits import losable_permits, the_one_of
from cites.permits.queries.standing import reasons_before_issue, reasons_when_none_is_lost
from cites.permits.services.permits import report_lost
from kernel.reasons import Reason
from workflows.models import Case
from workflows.verbs import Action, actions


class ReportLost(Action):
    """Write down since when it is lost; the case stays where it is, for it can be replaced or cancelled."""

    name = "report_lost"
    label = _("Record that the permit was lost or stolen")
    history = _("%(actor)s recorded that the permit was lost or stolen")
    help = _(
        "Whoever checks the permit reads from now on that it was reported lost or stolen and may not be used. This "
        "cannot be undone, but the permit can be replaced."
    )
    for_office = True
    form: ClassVar[type[BaseForm] | None] = LossForm

    def may(self, case: Case, actor: Any) -> list[Reason]:
        """Return that there is no document yet, or none that is valid."""
        return reasons_before_issue(case) or reasons_when_none_is_lost(case)

    def do(self, case: Case, actor: Any, data: Mapping[str, Any]) -> None:
        """Write the loss down beside the permit."""
        permit = the_one_of(losable_permits(case), case, data.get("permit", ""))
        report_lost(permit=permit, lost_on=data["lost_on"], reason=data["reason"], official=actor)

    def facts(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Keep the day in the history, and of a batch the permit."""
        kept = {"lost_on": data["lost_on"].isoformat()}
        return kept | ({"permit": data["permit"]} if data.get("permit") else {})


actions.register(ReportLost())
