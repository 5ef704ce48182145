"""One entry of a continuation sheet: the specimens leave the country, or come back."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.look.dates import DayField
from cites.permits.forms.movement import MovementForm
from cites.permits.models import CrossingWay, PermitLine
from cites.permits.queries.crossings import left_by_line
from cites.permits.rules.periods import period_of
from localization.forms import TextField


class CrossingForm(MovementForm):
    """Which way, when and where they crossed the border, and how much of each line."""

    day_name = "crossed_on"

    way = forms.ChoiceField(label=_("Which way"), choices=CrossingWay.choices, widget=forms.RadioSelect)
    crossed_on = DayField(label=_("Date of the crossing"), help_text=_("For example, 27 3 2027"))
    port = forms.ChoiceField(label=_("Port"))
    inspector = TextField(label=_("Name of the inspecting official"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self._is_of_period:  # from the sea specimens only come in
            del self.fields["way"]
            self.fields["crossed_on"].label = _("Date of the landing")
            self.fields["port"].label = _("Port of landing")

    def most_of(self, line: PermitLine) -> Decimal:
        """The whole line each time; under a certificate for a period what is left of it."""
        return left_by_line(line.permit)[line.position] if self._is_of_period else super().most_of(line)

    @property
    def _is_of_period(self) -> bool:
        return any(period_of(each.document_type, each.answers) for each in self.permits)

    def clean(self) -> dict[str, Any]:
        """Something crosses, or there is nothing to enter."""
        data = {"way": CrossingWay.IN.value, **super().clean()}
        if not self.errors and not any(data["quantities"].values()):
            self.add_error(None, _("Nothing crossed the border: there is nothing to enter."))
        return data
