"""Record box 14 from the returned copy; of an import or an introduction from the sea, what arrived."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.forms import BaseForm
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cites.permits.forms.endorsement import EndorsementForm
from cites.permits.queries.permits import the_one_of, usable_permits
from cites.permits.queries.standing import reasons_before_issue, reasons_of_one_use, reasons_when_none_is_usable
from cites.permits.rules.document_types import comes_in
from cites.permits.services.permits import endorse_permit
from kernel.reasons import Reason
from workflows.models import Case
from workflows.verbs import Action, actions


class Endorse(Action):
    """Enter what really left or arrived, where and when; the permit is used."""

    name = "endorse"
    label = _("Enter the export (box 14)")
    history = _("%(actor)s entered the export in box 14")
    help = _("Copy what the inspecting official wrote into box 14 of the returned permit. The permit is used then.")
    for_office = True
    form: ClassVar[type[BaseForm] | None] = EndorsementForm

    def may(self, case: Case, actor: Any) -> list[Reason]:
        """Return that there is no document yet, that it is for several movements, or that none is left to be used."""
        return reasons_before_issue(case) or reasons_of_one_use(case) + reasons_when_none_is_usable(case)

    def do(self, case: Case, actor: Any, data: Mapping[str, Any]) -> None:
        """Write the endorsement, line by line."""
        endorse_permit(
            permit=the_one_of(usable_permits(case), case, data.get("permit", "")),
            quantities=data["quantities"],
            exported_on=data["exported_on"],
            port=data["port"],
            transport_document=data.get("transport_document", ""),
            inspector=data.get("inspector", ""),
            official=actor,
        )

    def help_for(self, case: Case) -> str | Promise:
        """Say it of an arrival where specimens come in."""
        return _ARRIVED_HELP if comes_in(case.workflow) else self.help

    def history_of(self, facts: Mapping[str, Any]) -> str | Promise:
        """Say it of an arrival where specimens came in; steps of before know of no way, and were exports."""
        return _ARRIVED if facts.get("way") == "in" else self.history

    def facts(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Keep the port, the day and the way in the history, and of a batch the permit."""
        kept = {"port": data["port"], "exported_on": data["exported_on"].isoformat(), "way": data.get("way", "out")}
        return kept | ({"permit": data["permit"]} if data.get("permit") else {})


_ARRIVED = _("%(actor)s entered what arrived")
_ARRIVED_HELP = _(
    "Enter what arrived, as the inspecting official wrote it down. The document is used then: keep it, and with it "
    "the papers of the country of export (Article VI.6)."
)

actions.register(Endorse())
