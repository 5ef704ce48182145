"""Refuse the application."""

from typing import ClassVar

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from cites.permits.forms.reasons import RefusalForm
from workflows.models import DutyKind
from workflows.verbs import Action, actions


class Refuse(Action):
    """Refuse, with reasons that the applicant reads."""

    name = "refuse"
    label = _("Refuse")
    history = _("%(actor)s refused the application")
    help = _("The case is closed. The applicant reads your reasons.")
    duty = DutyKind.DECIDE
    form: ClassVar[type[BaseForm] | None] = RefusalForm


actions.register(Refuse())
