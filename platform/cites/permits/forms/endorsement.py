"""Box 14, as entered from the returned copy."""

from decimal import Decimal
from functools import partial
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from cites.look.dates import DayField
from cites.permits.quantities import quantity_words
from cites.permits.queries.permits import permits_of
from cites.permits.rules.quantities import is_part_of_a_specimen
from localization.forms import NumberField, TextField
from tenants.context import current_profile, today
from workflows.models import Case


class EndorsementForm(forms.Form):
    """Where and when the consignment left, and how much of each line; it needs to know its case."""

    takes_case = True

    exported_on = DayField(label=_("Date of export"), help_text=_("For example, 27 3 2027"))
    port = forms.ChoiceField(label=_("Port of export"))
    transport_document = TextField(label=_("Bill of lading or air waybill number"), required=False, max_length=60)
    inspector = TextField(label=_("Name of the inspecting official"), required=False, max_length=200)

    def __init__(self, *args: Any, case: Case | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.permit = permits_of(case).first() if case else None
        self.fields["port"].choices = [(port.locode, port.name) for port in current_profile().ports]  # type: ignore[attr-defined]
        for line in self.permit.lines.all() if self.permit else []:
            self.fields[f"quantity_{line.position}"] = self._quantity(line)

    def _quantity(self, line: Any) -> NumberField:
        most = quantity_words(line.quantity, line.unit, day=line.permit.issued_on, language=get_language() or "en")
        return NumberField(
            label=gettext("Actual quantity of line %(letter)s, %(name)s")
            % {"letter": line.letter, "name": line.scientific_name},
            help_text=gettext("At most %(most)s; 0 where nothing left") % {"most": most},
            min_value=Decimal(0),
            validators=[
                MaxValueValidator(line.quantity, gettext("Enter at most %(most)s") % {"most": most}),
                partial(_refuse_part, line.unit),
            ],
            max_digits=18,
            decimal_places=6,
        )

    def clean_exported_on(self) -> Any:
        """The date lies between the issue and today."""
        day = self.cleaned_data["exported_on"]
        if day > today() or (self.permit and day < self.permit.issued_on):
            raise forms.ValidationError(_("The date of export must lie between the date of issue and today."))
        return day

    def clean(self) -> dict[str, Any]:
        """Gather the quantities by line."""
        data = super().clean() or {}
        data["quantities"] = {
            int(name.removeprefix("quantity_")): value for name, value in data.items() if name.startswith("quantity_")
        }
        return data


def _refuse_part(unit: str, quantity: Decimal) -> None:
    if is_part_of_a_specimen(quantity, unit):
        raise forms.ValidationError(_("A number of specimens must be a whole number."))
