"""Record box 14 from the returned copy."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from cites.permits.forms.endorsement import EndorsementForm
from cites.permits.queries.permits import permit_of
from cites.permits.queries.standing import reasons_before_issue
from cites.permits.services.permits import endorse_permit
from kernel.reasons import Reason
from workflows.models import Case
from workflows.verbs import Action, actions


class Endorse(Action):
    """Enter what really left, where and when; the permit is used."""

    name = "endorse"
    label = _("Enter the export (box 14)")
    history = _("%(actor)s entered the export in box 14")
    help = _("Copy what the inspecting official wrote into box 14 of the returned permit. The permit is used then.")
    for_office = True
    form: ClassVar[type[BaseForm] | None] = EndorsementForm

    def may(self, case: Case, actor: Any) -> list[Reason]:
        """Return that there is no document yet, if so."""
        return reasons_before_issue(case)

    def do(self, case: Case, actor: Any, data: Mapping[str, Any]) -> None:
        """Write the endorsement, line by line."""
        endorse_permit(
            permit=permit_of(case),
            quantities=data["quantities"],
            exported_on=data["exported_on"],
            port=data["port"],
            transport_document=data.get("transport_document", ""),
            inspector=data.get("inspector", ""),
            official=actor,
        )

    def facts(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Keep the port and the day in the history."""
        return {"port": data["port"], "exported_on": data["exported_on"].isoformat()}


actions.register(Endorse())
