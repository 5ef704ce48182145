"""Approve the application, and invoice the fee."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from cites.permits.forms.reasons import ApprovalForm
from cites.permits.queries.applications import application_of, reasons_against
from cites.permits.queries.authorities import unfavourable_authorities
from cites.permits.queries.found import reasons_of_findings
from cites.permits.queries.overrides import rules_to_override
from cites.permits.queries.retrospective import reasons_of_retrospective
from cites.permits.queries.standing import reasons_once_issued, reasons_while_changed
from cites.permits.services.invoicing import charge_decision
from cites.permits.services.overrides import override_rules
from cites.permits.services.quotas import hold_quotas, reserve_quotas
from kernel.reasons import Reason, hard_reasons
from kernel.text import gettext_noop
from workflows.errors import ActionRefused
from workflows.models import Case, DutyKind
from workflows.verbs import Action, actions


class Approve(Action):
    """Grant what was asked for; the fee of the release is invoiced, and what owes nothing goes straight on."""

    name = "approve"
    label = _("Approve")
    history = _("%(actor)s approved the application")
    help = _("The fee is invoiced, and the applicant is told.")
    duty = DutyKind.DECIDE
    form: ClassVar[type[BaseForm] | None] = ApprovalForm

    def may(self, case: Case, actor: Any) -> list[Reason]:
        """All that the Articles ask to be found, nothing found against it, and no rule that forbids the trade."""
        application = application_of(case)
        found = [*reasons_once_issued(case), *reasons_while_changed(application), *reasons_of_findings(application)]
        return found + reasons_of_retrospective(application) + hard_reasons(reasons_against(application))

    def do(self, case: Case, actor: Any, data: Mapping[str, Any]) -> None:
        """Invoice the fee; against an authority or a rule that leaves room, it is approved for a reason given.

        What it takes of quotas is reserved. Whoever else approves of the same quota meanwhile waits, so that no two
        of them take the same rest.
        """
        application = application_of(case)
        hold_quotas(application.document_type, application.lines.all())
        rules, reason = rules_to_override(application), str(data.get("reason") or "").strip()
        if not reason and (rules or unfavourable_authorities(application)):
            message = gettext_noop("Say why you approve against what was found.")
            raise ActionRefused([Reason("reason_missing", message), *rules])
        override_rules(application=application, rules=rules, reason=reason, official=actor)
        reserve_quotas(application)
        charge_decision(application=application, actor=actor)


actions.register(Approve())
