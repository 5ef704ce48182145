"""The form of one line: what kind of specimen, how much, from where."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.casework.forms.choices import Choices, coded_choices, origins
from cites.permits.rules.document_types import DOCUMENTS, came_before, is_from_the_sea
from localization.forms import NumberField
from tenants.context import current_profile

MOST = Decimal(1_000_000_000)


class LineForm(forms.Form):
    """What, how much and from where; the taxon was picked on the page before, the rest is asked on those after."""

    term = forms.ChoiceField(label=_("Kind of specimen"), error_messages={"required": _("Choose the kind of specimen")})
    quantity = NumberField(
        label=_("Quantity"),
        help_text=_("A number, such as 12 or 2.5."),
        max_digits=18,
        decimal_places=6,
        max_value=MOST,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal"}),
        error_messages={
            "required": _("Enter the quantity"),
            "invalid": _("Enter the quantity in figures, such as %(whole)s or %(part)s"),
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

    def __init__(self, *args: Any, document_type: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = current_profile().iso2
        for name, kind in (("term", "terms"), ("unit", "units")):
            self.fields[name].choices = coded_choices(kind)  # type: ignore[attr-defined]
        self.fields["source"].choices = _sources_of(document_type)  # type: ignore[attr-defined]
        if is_from_the_sea(document_type):
            del self.fields["country_of_origin"]
        else:
            self.fields["country_of_origin"].choices = origins(here)  # type: ignore[attr-defined]
            if not came_before(document_type):  # of such a document the origin is nearly always another country
                self.initial.setdefault("country_of_origin", here)

    def clean_quantity(self) -> Decimal:
        quantity: Decimal = self.cleaned_data["quantity"]
        if quantity <= 0:
            raise forms.ValidationError(_("The quantity must be more than nothing"))
        return quantity


def _sources_of(document_type: str) -> Choices:
    """The sources that a document may be for, chosen already where it is only one."""
    known = DOCUMENTS[document_type].sources
    first, *choices = coded_choices("sources")
    fitting = [choice for choice in choices if choice[0] in known]
    return fitting if len(fitting) == 1 else [first, *fitting]
