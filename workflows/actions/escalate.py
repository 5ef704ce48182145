"""Put a case before others when the time is over."""

from django.utils.translation import gettext_lazy as _

from workflows.verbs import Action, actions


class Escalate(Action):
    """Hand a case on to those who see to it that it goes on; done by the clock."""

    name = "escalate"
    label = _("Is handed on when the time is over")
    history = _("The time allowed was over, so the case was handed on")


actions.register(Escalate())
