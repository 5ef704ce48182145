"""Box 14, as entered from the returned copy; of what comes into the country, what arrived."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.look.dates import DayField
from cites.permits.forms.movement import MovementForm
from cites.permits.rules.document_types import comes_in
from localization.forms import TextField
from workflows.models import Case


class EndorsementForm(MovementForm):
    """Where and when the consignment left or arrived, and how much of each line."""

    day_name = "exported_on"

    exported_on = DayField(label=_("Date of export"), help_text=_("For example, 27 3 2027"))
    port = forms.ChoiceField(label=_("Port of export"))
    transport_document = TextField(label=_("Bill of lading or air waybill number"), required=False, max_length=60)
    inspector = TextField(label=_("Name of the inspecting official"), required=False, max_length=200)

    def __init__(self, *args: Any, case: Case | None = None, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        self.comes_in = case is not None and comes_in(case.workflow)
        if self.comes_in:
            self.fields["exported_on"].label = _("Date of arrival")
            self.fields["port"].label = _("Port of arrival")

    def clean(self) -> dict[str, Any]:
        """Keep which way it went, for the history."""
        return {**super().clean(), "way": "in" if self.comes_in else "out"}
