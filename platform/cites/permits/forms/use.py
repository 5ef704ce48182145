"""What the holder of a partly completed permit declares of its use."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cites.look.forms import DayField, Form
from cites.permits.forms.movement import quantity_field
from cites.permits.models import Permit
from cites.permits.queries.uses import COLUMNS, columns_completed
from localization.forms import TextField
from localization.territories import country_choices


class UseForm(Form):
    """The day, what was completed, the quantity of each line, and the declaration itself."""

    submit_label = _("Declare this use")

    used_on = DayField(label=_("Day of the shipment"))
    consignee_name = TextField(label=_("Box 3: name of the importer"), max_length=200)
    consignee_address = TextField(
        label=_("Box 3: address of the importer"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    consignee_country = forms.ChoiceField(label=_("Box 3: country of import"))
    description = TextField(
        label=_("Box 9: description and marks"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    transport_document = TextField(label=_("Box 15: bill of lading or air waybill"), max_length=60)
    declared = forms.BooleanField(
        label=_(
            "I declare that I sent only specimens that are approved for me beforehand, and that what I completed on "
            "the document is what stands here."
        )
    )

    def __init__(self, *args: Any, permit: Permit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = columns_completed(permit)
        for name in {each for names in COLUMNS.values() for each in names} - set(asked):
            del self.fields[name]
        if "consignee_country" in self.fields:
            choices = [("", _("Choose one")), *country_choices(get_language() or "en")]
            self.fields["consignee_country"].choices = choices  # type: ignore[attr-defined]
        for line in permit.lines.all():
            self.fields[f"quantity_{line.position}"] = quantity_field(line, line.quantity)
        self.order_fields([*(name for name in self.fields if name != "declared"), "declared"])

    @property
    def said(self) -> dict[str, Any]:
        """What the service asks for; the form is valid."""
        given = self.cleaned_data
        numbers = {name: value for name, value in given.items() if name.startswith("quantity_")}
        return {
            "used_on": given["used_on"],
            "quantities": {int(name.removeprefix("quantity_")): value for name, value in numbers.items()},
            "completed": {name: given[name] for names in COLUMNS.values() for name in names if name in given},
        }
