"""Enter one movement under a certificate that is good for several."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.forms import BaseForm
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cites.permits.forms.crossing import CrossingForm
from cites.permits.models import CrossingWay
from cites.permits.queries.permits import the_one_of, usable_permits
from cites.permits.queries.standing import (
    reasons_before_issue,
    reasons_of_several_uses,
    reasons_when_all_is_landed,
    reasons_when_none_is_usable,
)
from cites.permits.rules.document_types import comes_in
from cites.permits.services.crossings import record_crossing
from kernel.reasons import Reason
from workflows.models import Case
from workflows.verbs import Action, actions


class RecordCrossing(Action):
    """Say what crossed the border, which way, where and when; the certificate stays good and with its holder."""

    name = "record_crossing"
    label = _("Enter a crossing of the border")
    history = _("%(actor)s entered a crossing of the border")
    help = _(
        "Copy what the inspecting official entered on the continuation sheet. The certificate stays with its holder, "
        "and can be used again until its last day."
    )
    for_office = True
    form: ClassVar[type[BaseForm] | None] = CrossingForm

    def may(self, case: Case, actor: Any) -> list[Reason]:
        """Return that there is no document yet, that it is for one consignment, or that none is left to be used."""
        return reasons_before_issue(case) or [
            *reasons_of_several_uses(case),
            *reasons_when_none_is_usable(case),
            *reasons_when_all_is_landed(case),
        ]

    def do(self, case: Case, actor: Any, data: Mapping[str, Any]) -> None:
        """Write it down, line by line."""
        record_crossing(
            permit=the_one_of(usable_permits(case), case, data.get("permit", "")),
            way=CrossingWay(data["way"]),
            quantities=data["quantities"],
            crossed_on=data["crossed_on"],
            port=data["port"],
            inspector=data.get("inspector", ""),
            official=actor,
        )

    def help_for(self, case: Case) -> str | Promise:
        """Say it of a landing where specimens come in."""
        return _LANDED_HELP if comes_in(case.workflow) else self.help

    def history_of(self, facts: Mapping[str, Any]) -> str | Promise:
        """Say which way they went."""
        return _WAYS.get(str(facts.get("way")), self.history)

    def facts(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Keep the way, the port and the day in the history."""
        return {"way": str(data["way"]), "port": data["port"], "crossed_on": data["crossed_on"].isoformat()}


_LANDED_HELP = _(
    "Enter what was landed, as the inspecting official wrote it down. The certificate stays with its holder, and is "
    "good until its last day for what is left of its quantities (Article IV.7)."
)
_WAYS: dict[str, str | Promise] = {
    CrossingWay.OUT.value: _("%(actor)s entered that the specimens left the country"),
    CrossingWay.IN.value: _("%(actor)s entered that the specimens came into the country"),
}

actions.register(RecordCrossing())
