"""What the verbs have in common by which other authorities than the Scientific one record what they find."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from cites.permits.errors import CannotPrint
from cites.permits.forms.authority_finding import AuthorityFindingForm
from cites.permits.queries.applications import application_of
from cites.permits.rules.authorities import AUTHORITY_OF_VERB
from cites.permits.services.findings import make_authority_finding
from cites.permits.services.issuing import refuse_unprintable
from workflows.models import Case, DutyKind
from workflows.verbs import Action


class AuthorityFindingAction(Action):
    """Say whether the authority favours it; who has found on a case neither examines it nor decides on it."""

    help = _("It is kept for good. The Management Authority decides, and says why where it goes against you.")
    duty = DutyKind.FIND
    form: ClassVar[type[BaseForm] | None] = AuthorityFindingForm

    def do(self, case: Case, actor: Any, data: Mapping[str, Any]) -> None:
        """Write the finding down; its conditions have to fit into box 5 beside those of others."""
        application = application_of(case)
        make_authority_finding(
            application=application,
            authority=AUTHORITY_OF_VERB[self.name],
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
