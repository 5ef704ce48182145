"""Send the application to the Management Authority."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from cites.accounts.models import Verification
from cites.permits.forms.declaration import DeclarationForm
from cites.permits.models import Application
from cites.permits.queries.answers import all_unanswered, unanswered_lines
from cites.permits.queries.applications import application_of, reasons_against
from cites.permits.queries.blocks import reasons_of_blocks
from cites.permits.queries.so_far import MISSING, UNANSWERED, besides_missing
from cites.permits.queries.standing import reasons_once_issued
from cites.permits.rules.document_types import is_issued
from cites.permits.services.submissions import submit_application
from kernel.reasons import Reason, hard_reasons
from kernel.text import gettext_noop
from workflows.errors import ActionRefused
from workflows.models import Case
from workflows.services import note_lodged
from workflows.verbs import Action, actions


class Submit(Action):
    """Hand the application over; what the rules forbid outright is not sent."""

    name = "submit"
    label = _("Send the application")
    history = _("%(actor)s sent the application")
    for_applicant = True
    form: ClassVar[type[BaseForm] | None] = DeclarationForm

    def may(self, case: Case, actor: Any) -> list[Reason]:
        """A verified trader who is not blocked; an application that no rule forbids and where nothing is missing."""
        application = application_of(case)
        missing = _missing(application)
        unverified = []
        if application.applicant.verification != Verification.VERIFIED:
            message = gettext_noop("The Management Authority has not verified you yet.")
            unverified.append(Reason("not_verified", message))
        forbidding = hard_reasons(reasons_against(application))
        return (
            reasons_once_issued(case)
            + unverified
            + reasons_of_blocks(application, actor)
            + _by_rule(missing, forbidding)
            + besides_missing(forbidding, missing)
        )

    def do(self, case: Case, actor: Any, data: Mapping[str, Any]) -> None:
        """Fix when it was sent and the Appendices of that day, under the applicant's declaration."""
        if not data.get("declared"):
            message = gettext_noop("Tick the declaration before you send the application")
            raise ActionRefused([Reason("not_declared", message)])
        submit_application(application=application_of(case), actor=actor)
        note_lodged(case)

    def facts(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """That the applicant has declared it."""
        return {"declared": bool(data.get("declared"))}


def _missing(application: Application) -> list[Reason]:
    """What the document asks and nobody has answered, of the whole and of each line; a register needs the paper too."""
    of_whole = [
        Reason(MISSING, question.missing, data={"field": question.name, UNANSWERED: True})
        for question in all_unanswered(application)
    ]
    of_lines = [
        Reason(MISSING, question.missing, data={"field": question.name, "line": line.position, UNANSWERED: True})
        for line, questions in unanswered_lines(application)
        for question in questions
    ]
    return [*of_whole, *of_lines, *_missing_paper(application)]


def _by_rule(missing: list[Reason], forbidding: list[Reason]) -> list[Reason]:
    """Return what is missing in the words of its question, under the rule that asks for it where there is one."""
    rules = {_place(each): each for each in forbidding}
    return [
        replace(each, code=rule.code, source=rule.source) if (rule := rules.get(_place(each))) else each
        for each in missing
    ]


def _place(of: Reason) -> tuple[Any, Any]:
    return of.data.get("line"), of.data.get("field")


def _missing_paper(application: Application) -> list[Reason]:
    if is_issued(application.document_type) or application.attachments.filter(removed_at=None).exists():
        return []
    return [Reason(MISSING, gettext_noop("Add a copy of the paper."), data={"field": "attachments"})]


actions.register(Submit())
