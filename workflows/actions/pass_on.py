"""Go on by itself."""

from django.utils.translation import gettext_lazy as _

from workflows.verbs import Action, actions


class PassOn(Action):
    """Go on as soon as the case arrives, where the workflow says that nobody has to do anything."""

    name = "pass_on"
    label = _("Goes on by itself")
    history = _("The case went on by itself")


actions.register(PassOn())
