"""Record what the Scientific Authority finds."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from cites.accounts.models import User
from cites.permits.actions.finding import FindingAction, adopted
from cites.permits.forms.scientific import ScientificFindingForm
from cites.permits.models import Application
from cites.permits.queries.findings import main_kind
from cites.permits.services.case_findings import answer_to, record_findings
from tenants.profiles.schema import AuthorityKind
from workflows.verbs import actions


class RecordFinding(FindingAction):
    """Find whether the export would be detrimental to the survival of the species, and what else is science's."""

    name = "record_finding"
    label = _("Record the finding")
    history = _("%(actor)s recorded the non-detriment finding")
    form: ClassVar[type[BaseForm] | None] = ScientificFindingForm

    def write(self, application: Application, official: User, data: Mapping[str, Any]) -> None:
        """Keep it as the Scientific Authority's; what it takes over is written down as taken over."""
        main = answer_to(main_kind(application))
        record_findings(
            application=application,
            authority=AuthorityKind.SCIENTIFIC,
            official=official,
            data={**data, main: data.get("conclusion")},
        )

    def facts(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Keep the conclusion in the history, and which findings in force were taken over."""
        return {"conclusion": data.get("conclusion") or "", **adopted(data)}


actions.register(RecordFinding())
