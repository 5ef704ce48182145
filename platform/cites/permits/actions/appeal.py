"""Appeal against a refusal."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from cites.permits.forms.reasons import AppealForm
from cites.permits.queries.applications import application_of
from cites.permits.queries.standing import reasons_once_issued
from cites.permits.services.papers import attach
from kernel.reasons import Reason
from kernel.text import gettext_noop
from workflows.models import Case
from workflows.verbs import Action, actions


class Appeal(Action):
    """Ask for another decision on the application as it is, with grounds and, if there is one, a paper."""

    name = "appeal"
    label = _("Appeal against the refusal")
    history = _("%(actor)s appealed against the refusal")
    help = _("Somebody else than who refused it decides on your appeal. The application itself stays as you sent it.")
    form: ClassVar[type[BaseForm] | None] = AppealForm
    for_applicant = True

    def may(self, case: Case, actor: Any) -> list[Reason]:
        """Return that there is no refusal, or that the document is issued all the same."""
        refused = case.steps.filter(verb="refuse").exists()
        missing = [] if refused else [Reason("not_refused", gettext_noop("The application has not been refused."))]
        return missing + reasons_once_issued(case)

    def do(self, case: Case, actor: Any, data: Mapping[str, Any]) -> None:
        """Keep the paper with those of the application; raises FaultyAttachment."""
        if data.get("paper"):
            attach(application_of(case), data["paper"], actor)


actions.register(Appeal())
