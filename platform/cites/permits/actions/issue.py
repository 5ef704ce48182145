"""Sign off the permit."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from cites.permits.errors import CannotPrint
from cites.permits.queries.applications import application_of, is_paid, latest_finding, needs_non_detriment
from cites.permits.services.issuing import issue_permit
from kernel.reasons import Reason
from kernel.text import gettext_noop
from workflows.models import Case
from workflows.verbs import Action, actions


class Issue(Action):
    """Number the permit and fix its facts, in the signatory's name; its document follows after the commit."""

    name = "issue"
    label = _("Sign and issue the permit")
    history = _("%(actor)s signed and issued the permit")
    help = _("The permit takes its number and is issued in your name. It cannot be changed afterwards, only cancelled.")
    for_office = True

    def may(self, case: Case, actor: Any) -> list[Reason]:
        """The fee is paid and the finding allows it, whatever the workflow says."""
        application = application_of(case)
        found = []
        if not is_paid(application):
            found.append(Reason("not_paid", gettext_noop("The fee is not paid.")))
        finding = latest_finding(application)
        if needs_non_detriment(application) and (finding is None or not finding.allows_trade):
            message = gettext_noop("There is no finding that allows the export.")
            found.append(Reason("finding_missing", message, source="Articles III.2(a) and IV.2(a)"))
        return found

    def do(self, case: Case, actor: Any, data: Mapping[str, Any]) -> None:
        """Issue it; the number belongs to this transaction, and is not taken for what cannot be printed."""
        try:
            issue_permit(application=application_of(case), signatory=actor)
        except CannotPrint as error:
            raise error.refusal() from error


actions.register(Issue())
