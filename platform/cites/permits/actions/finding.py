"""What the verbs have in common by which an authority records what it finds."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.forms import BaseForm

from cites.accounts.models import User
from cites.permits.errors import CannotPrint
from cites.permits.forms.finding import FindingForm
from cites.permits.models import Application
from cites.permits.queries.applications import application_of
from cites.permits.queries.standing import reasons_while_changed
from cites.permits.services.issuing import refuse_unprintable
from kernel.reasons import Reason
from workflows.models import Case, DutyKind
from workflows.verbs import Action


def adopted(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return which findings in force a step took over, for its history; nothing where it took none."""
    chosen = sorted(str(pk) for pk in data.get("adopt") or ())
    return {"adopted": chosen} if chosen else {}


class FindingAction(Action):
    """Write a finding down, for good; who has found on a case neither examines it nor decides on it."""

    duty = DutyKind.FIND
    keeps_files = True
    form: ClassVar[type[BaseForm] | None] = FindingForm

    def may(self, case: Case, actor: Any) -> list[Reason]:
        """Return that the application was changed and not sent again, if it was."""
        return reasons_while_changed(application_of(case))

    def do(self, case: Case, actor: Any, data: Mapping[str, Any]) -> None:
        """Write the finding down; its conditions have to fit into box 5 beside those of others."""
        application = application_of(case)
        self.write(application, actor, data)
        try:
            refuse_unprintable(application=application, official=actor)
        except CannotPrint as error:
            raise error.refusal() from error

    def write(self, application: Application, official: User, data: Mapping[str, Any]) -> None:
        """Keep what was found about the application; each verb says as whose finding."""
        raise NotImplementedError

    def facts(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Keep the conclusion in the history."""
        return {"conclusion": data["conclusion"]}
