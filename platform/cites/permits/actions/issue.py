"""Sign off the permit."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from cites.permits.errors import CannotPrint, QuotaExceeded
from cites.permits.forms.stamps import IssueForm
from cites.permits.models import Application
from cites.permits.queries.applications import (
    application_of,
    is_decided,
    is_paid,
)
from cites.permits.queries.facts import trade_facts
from cites.permits.queries.findings import day_of_decision
from cites.permits.queries.found import reasons_of_findings
from cites.permits.queries.retrospective import reasons_of_retrospective
from cites.permits.queries.standing import reasons_not_to_issue, reasons_once_issued, reasons_while_changed
from cites.permits.rules.batches import FaultyBatch
from cites.permits.rules.periods import reasons_against_period
from cites.permits.rules.stamps import FaultyStamps
from cites.permits.services.issuing import issue_permits
from kernel.reasons import Reason
from kernel.text import gettext_noop
from tenants.context import today
from workflows.errors import ActionRefused
from workflows.models import Case
from workflows.verbs import Action, actions


class Issue(Action):
    """Number the permit, or each of a batch, in the signatory's name; its document follows after the commit."""

    name = "issue"
    label = _("Sign and issue the permit")
    history = _("%(actor)s signed and issued the permit")
    help = _("The permit takes its number and is issued in your name. It cannot be changed afterwards, only cancelled.")
    for_office = True
    is_answer = True
    signs = True
    form: ClassVar[type[BaseForm] | None] = IssueForm

    def may(self, case: Case, actor: Any) -> list[Reason]:
        """What the Articles ask before a document is granted, whatever the workflow says."""
        application = application_of(case)
        return [
            *reasons_not_to_issue(application),
            *reasons_once_issued(case),
            *reasons_while_changed(application),
            *_reasons(application),
        ]

    def do(self, case: Case, actor: Any, data: Mapping[str, Any]) -> None:
        """Issue it; the number belongs to this transaction, and is not taken for what cannot be printed."""
        try:
            issue_permits(application=application_of(case), signatory=actor, stamps=data.get("stamps", ()))
        except (CannotPrint, QuotaExceeded) as error:
            raise error.refusal() from error
        except (FaultyBatch, FaultyStamps) as error:
            raise ActionRefused([Reason(error.code, error.message, data=error.data)]) from error


def _reasons(application: Application) -> Iterator[Reason]:
    yield from reasons_against_period(trade_facts(application, today()))
    if not is_paid(application):
        yield Reason("not_paid", gettext_noop("The fee is not paid."))
    # What held on the day of the decision may be issued upon, unless its authority has withdrawn it since.
    yield from reasons_of_findings(application, day_of_decision(application))
    yield from reasons_of_retrospective(application)
    if not is_decided(application):
        message = gettext_noop("Nobody has approved the application as it was last sent and found.")
        yield Reason("decision_missing", message, source="Articles III to VII")


actions.register(Issue())
