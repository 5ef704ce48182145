"""Give a case up that waited in vain."""

from django.utils.translation import gettext_lazy as _

from workflows.verbs import Action, actions


class Lapse(Action):
    """Close a case when the time is over in which somebody should have acted; done by the clock."""

    name = "lapse"
    label = _("Lapses when the time is over")
    history = _("Nothing came in time, so the case lapsed")


actions.register(Lapse())
