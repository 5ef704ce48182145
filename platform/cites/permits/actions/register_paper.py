"""Register a paper that others wrote."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from cites.permits.forms.reasons import RegistrationForm
from cites.permits.queries.applications import application_of, reasons_against
from cites.permits.queries.overrides import rules_against_registering
from cites.permits.queries.standing import reasons_not_for_the_register, reasons_once_issued, reasons_while_changed
from cites.permits.services.invoicing import invoice_application
from cites.permits.services.overrides import override_rules
from cites.permits.services.registering import enter_paper
from kernel.reasons import Reason, hard_reasons
from kernel.text import gettext_noop
from workflows.errors import ActionRefused
from workflows.models import Case, DutyKind
from workflows.verbs import Action, actions


class RegisterPaper(Action):
    """Give the paper a number of the register; it is shown to its applicant, and nothing is signed."""

    name = "register_paper"
    label = _("Register the paper")
    history = _("%(actor)s registered the paper")
    help = _("It takes its number in the register of papers that others wrote. Nothing is issued or signed.")
    duty = DutyKind.EXAMINE
    is_answer = True
    form: ClassVar[type[BaseForm] | None] = RegistrationForm

    def may(self, case: Case, actor: Any) -> list[Reason]:
        """Return what the rules forbid outright today, and that it is no paper to be registered, or no more."""
        application = application_of(case)
        return [
            *reasons_not_for_the_register(application),
            *reasons_once_issued(case),
            *reasons_while_changed(application),
            *hard_reasons(reasons_against(application)),
        ]

    def do(self, case: Case, actor: Any, data: Mapping[str, Any]) -> None:
        """Enter it, and invoice what the Party's fees name for it, if anything.

        Against a rule that leaves room for an official, against what was found of the paper, or while its authority is
        asked about it, it is entered for a reason given.
        """
        application = application_of(case)
        rules, reason = rules_against_registering(application), str(data.get("reason") or "").strip()
        if rules and not reason:
            message = gettext_noop("Say why you register it against what was found.")
            raise ActionRefused([Reason("reason_missing", message), *rules])
        override_rules(application=application, rules=rules, reason=reason, official=actor)
        enter_paper(application=application, official=actor)
        invoice_application(application=application, actor=actor, nothing_too=False)


actions.register(RegisterPaper())
