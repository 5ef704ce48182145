"""The form of one line: what kind of specimen, how much, from where."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.casework.forms.sections import coded_choices, countries
from tenants.context import current_profile

MOST = Decimal(1_000_000_000)


class LineForm(forms.Form):
    """Boxes 9 to 12 of one line; the taxon was picked on the page before."""

    term = forms.ChoiceField(label=_("Kind of specimen"), error_messages={"required": _("Choose the kind of specimen")})
    quantity = forms.DecimalField(
        label=_("Quantity"),
        help_text=_("A number, such as 12 or 2.5."),
        max_digits=18,
        decimal_places=6,
        max_value=MOST,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal"}),
        error_messages={
            "required": _("Enter the quantity"),
            "invalid": _("Enter the quantity as a number, such as 12 or 2.5"),
            "max_value": _("This quantity is too large for one permit: check the number and the unit"),
            "max_digits": _("This quantity is too large for one permit: check the number and the unit"),
            "max_whole_digits": _("This quantity is too large for one permit: check the number and the unit"),
            "max_decimal_places": _("Enter the quantity with at most six decimals"),
        },
    )
    unit = forms.ChoiceField(label=_("Unit"), error_messages={"required": _("Choose the unit")})
    source = forms.ChoiceField(
        label=_("Source"),
        help_text=_("Where the specimens come from: the wild, captive breeding, a nursery …"),
        error_messages={"required": _("Choose the source")},
    )
    country_of_origin = forms.ChoiceField(
        label=_("Country of origin"),
        help_text=_("Where they were taken from the wild, bred or grown."),
        error_messages={"required": _("Choose the country of origin")},
    )
    marks = forms.CharField(
        label=_("Marks or numbers"),
        help_text=_("Rings, tags, microchips or serial numbers, if there are any."),
        max_length=300,
        required=False,
    )
    description = forms.CharField(
        label=_("Description"),
        help_text=_("What an officer at the border will see, such as “polished shells” or “two live females”."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = current_profile().iso2
        for name, kind in (("term", "terms"), ("unit", "units"), ("source", "sources")):
            self.fields[name].choices = coded_choices(kind)  # type: ignore[attr-defined]
        self.fields["country_of_origin"].choices = countries(here)  # type: ignore[attr-defined]
        self.initial.setdefault("country_of_origin", here)

    def clean_quantity(self) -> Decimal:
        quantity: Decimal = self.cleaned_data["quantity"]
        if quantity <= 0:
            raise forms.ValidationError(_("The quantity must be more than nothing"))
        return quantity
