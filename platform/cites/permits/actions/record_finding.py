"""Record the Scientific Authority's non-detriment finding."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from cites.accounts.models import User
from cites.permits.actions.finding import FindingAction
from cites.permits.models import Application
from cites.permits.services.findings import make_finding
from workflows.verbs import actions


class RecordFinding(FindingAction):
    """Find whether the export would be detrimental to the survival of the species."""

    name = "record_finding"
    label = _("Record the finding")
    history = _("%(actor)s recorded the non-detriment finding")

    def write(self, application: Application, official: User, data: Mapping[str, Any]) -> None:
        """Keep it as the Scientific Authority's."""
        make_finding(
            application=application,
            conclusion=data["conclusion"],
            conditions=data.get("conditions", ""),
            reason=data["reason"],
            official=official,
        )


actions.register(RecordFinding())
