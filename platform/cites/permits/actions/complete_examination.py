"""Find the application complete, with all that the Management Authority has to find, and hand it on."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from cites.permits.actions.finding import adopted
from cites.permits.errors import CannotPrint
from cites.permits.forms.examination import ExaminationForm
from cites.permits.models import FindingKind
from cites.permits.queries.applications import application_of, reasons_against
from cites.permits.queries.standing import reasons_while_changed
from cites.permits.services.case_findings import answer_to, record_findings
from cites.permits.services.issuing import refuse_unprintable
from cites.permits.services.retrospective import record_agreement
from kernel.reasons import Reason, hard_reasons
from tenants.profiles.schema import AuthorityKind
from workflows.models import Case, DutyKind
from workflows.verbs import Action, actions


class CompleteExamination(Action):
    """Close the examination; what the rules forbid by then cannot go on."""

    name = "complete_examination"
    label = _("The application is complete")
    history = _("%(actor)s found the application complete")
    help = _("The application goes on to its next stage, and the applicant can no longer change it.")
    duty = DutyKind.EXAMINE
    keeps_files = True
    form: ClassVar[type[BaseForm] | None] = ExaminationForm

    def may(self, case: Case, actor: Any) -> list[Reason]:
        """Return what the rules forbid outright today."""
        application = application_of(case)
        return reasons_while_changed(application) + hard_reasons(reasons_against(application))

    def do(self, case: Case, actor: Any, data: Mapping[str, Any]) -> None:
        """Keep what was found; refuse texts that could not be printed while they can still be corrected."""
        application = application_of(case)
        record_findings(application=application, authority=AuthorityKind.MANAGEMENT, official=actor, data=data)
        record_agreement(application=application, official=actor, data=data)
        try:
            refuse_unprintable(application=application, official=actor)
        except CannotPrint as error:
            raise error.refusal() from error

    def facts(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Keep what was found; a step without it was taken when the examination stood for all of it."""
        said = {kind.value: data.get(answer_to(kind)) for kind in FindingKind}
        return {"findings": {kind: str(each) for kind, each in said.items() if each}, **adopted(data)}


actions.register(CompleteExamination())
