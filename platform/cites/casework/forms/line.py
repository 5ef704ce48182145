"""The form of one line: what kind of specimen, how much, from where."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.casework.forms.sections import coded_choices, countries
from cites.look.forms import DayField
from kernel.clock import local_date
from localization.forms import NumberField, TextField
from tenants.context import current_profile

MOST = Decimal(1_000_000_000)


class LineForm(forms.Form):
    """Boxes 9 to 12 of one line; the taxon was picked on the page before."""

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
    marks = TextField(
        label=_("Marks or numbers"),
        help_text=_("Rings, tags, microchips or serial numbers, if there are any."),
        max_length=300,
        required=False,
    )
    description = TextField(
        label=_("Description"),
        help_text=_("What an officer at the border will see, such as “polished shells” or “two live females”."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    source2 = forms.ChoiceField(
        label=_("Second source"),
        help_text=_("With source I or O: where the specimens came from before."),
        required=False,
    )
    registered_operation = TextField(
        label=_("Number of the registered operation"),
        help_text=_("With source D: as the Secretariat’s register has it, such as A-PH-501."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )
    acquired_on = DayField(
        label=_("Date of acquisition"),
        help_text=_("With source O: the day on which the specimens were taken from the wild, bred or bought."),
        required=False,
    )
    justification = TextField(
        label=_("Why the source is unknown"),
        help_text=_("With source U: what you did to find out, and what you know."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    OF_SOME_SOURCES = ("source2", "registered_operation", "acquired_on", "justification")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = current_profile().iso2
        for name, kind in (("term", "terms"), ("unit", "units"), ("source", "sources"), ("source2", "sources")):
            self.fields[name].choices = coded_choices(kind)  # type: ignore[attr-defined]
        self.fields["country_of_origin"].choices = countries(here)  # type: ignore[attr-defined]
        self.initial.setdefault("country_of_origin", here)

    def clean_quantity(self) -> Decimal:
        quantity: Decimal = self.cleaned_data["quantity"]
        if quantity <= 0:
            raise forms.ValidationError(_("The quantity must be more than nothing"))
        return quantity

    def clean_acquired_on(self) -> Any:
        day = self.cleaned_data["acquired_on"]
        if day and day > local_date(current_profile().time_zone):
            raise forms.ValidationError(_("The date of acquisition must not be in the future"))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        name, message = _NEEDED_WITH.get(data.get("source", ""), ("", ""))
        if name and name not in self.errors and not data.get(name):
            self.add_error(name, message)
        return data

    @property
    def always(self) -> list[forms.BoundField]:
        """The fields that every line has."""
        return [field for field in self.visible_fields() if field.name not in self.OF_SOME_SOURCES]

    @property
    def with_some_sources(self) -> list[forms.BoundField]:
        """The fields that only some sources ask for."""
        return [self[name] for name in self.OF_SOME_SOURCES]

    @property
    def shows_some_sources(self) -> bool:
        """Whether one of these is filled in or wrong, so that the page has to show them."""
        return any(field.errors or field.value() for field in self.with_some_sources)


_NEEDED_WITH = {
    "O": ("source2", _("Choose a second source: where the specimens came from before")),
    "U": ("justification", _("Say why the source is unknown")),
}
