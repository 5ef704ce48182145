"""Record the Scientific Authority's non-detriment finding."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from cites.permits.errors import CannotPrint
from cites.permits.forms.finding import FindingForm
from cites.permits.queries.applications import application_of
from cites.permits.services.findings import make_finding
from cites.permits.services.issuing import refuse_unprintable
from workflows.models import Case, DutyKind
from workflows.verbs import Action, actions


class RecordFinding(Action):
    """Find whether the export would be detrimental to the survival of the species."""

    name = "record_finding"
    label = _("Record the finding")
    history = _("%(actor)s recorded the non-detriment finding")
    duty = DutyKind.FIND
    form: ClassVar[type[BaseForm] | None] = FindingForm

    def do(self, case: Case, actor: Any, data: Mapping[str, Any]) -> None:
        """Write the finding down, for good; its conditions have to fit into box 5."""
        application = application_of(case)
        make_finding(
            application=application,
            conclusion=data["conclusion"],
            conditions=data.get("conditions", ""),
            reason=data["reason"],
            official=actor,
        )
        try:
            refuse_unprintable(application=application, official=actor)
        except CannotPrint as error:
            raise error.refusal() from error

    def facts(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Keep the conclusion in the history."""
        return {"conclusion": data["conclusion"]}


actions.register(RecordFinding())
