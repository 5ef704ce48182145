"""Find the application complete, and hand it to the Scientific Authority."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from cites.permits.errors import CannotPrint
from cites.permits.queries.applications import application_of, reasons_against
from cites.permits.queries.standing import reasons_while_changed
from cites.permits.services.issuing import refuse_unprintable
from kernel.reasons import Reason, hard_reasons
from workflows.models import Case, DutyKind
from workflows.verbs import Action, actions


class CompleteExamination(Action):
    """Close the examination; what the rules forbid by then cannot go on."""

    name = "complete_examination"
    label = _("The application is complete")
    history = _("%(actor)s found the application complete")
    help = _("The application goes on to its next stage, and the applicant can no longer change it.")
    duty = DutyKind.EXAMINE

    def may(self, case: Case, actor: Any) -> list[Reason]:
        """Return what the rules forbid outright today."""
        application = application_of(case)
        return reasons_while_changed(application) + hard_reasons(reasons_against(application))

    def do(self, case: Case, actor: Any, data: Mapping[str, Any]) -> None:
        """Change nothing, but refuse texts that could not be printed while they can still be corrected."""
        try:
            refuse_unprintable(application=application_of(case), official=actor)
        except CannotPrint as error:
            raise error.refusal() from error


actions.register(CompleteExamination())
