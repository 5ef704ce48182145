"""One entry of a continuation sheet: the specimens leave the country, or come back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.look.dates import DayField
from cites.permits.forms.movement import MovementForm
from cites.permits.models import CrossingWay
from localization.forms import TextField


class CrossingForm(MovementForm):
    """Which way, when and where they crossed the border, and how much of each line."""

    day_name = "crossed_on"

    way = forms.ChoiceField(label=_("Which way"), choices=CrossingWay.choices, widget=forms.RadioSelect)
    crossed_on = DayField(label=_("Date of the crossing"), help_text=_("For example, 27 3 2027"))
    port = forms.ChoiceField(label=_("Port"))
    inspector = TextField(label=_("Name of the inspecting official"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        """Something crosses, or there is nothing to enter."""
        data = super().clean()
        if not self.errors and not any(data["quantities"].values()):
            self.add_error(None, _("Nothing crossed the border: there is nothing to enter."))
        return data
