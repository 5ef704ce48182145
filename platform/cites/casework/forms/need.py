"""What somebody without an account is asked to learn whether a permit is needed."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cites.casework.forms.choices import coded_choices, countries, origins
from cites.look.forms import DayField, Form
from cites.permits.queries.movements import WILD, Question
from localization.forms import NumberField, TextField
from tenants.context import current_profile, today

_OFTEN: Final = {
    "SHE": _("A shell"),
    "COR": _("Coral, as it was found"),
    "JWL": _("Jewellery"),
    "CAR": _("A carving or souvenir"),
    "LPS": _("A bag, belt, wallet or other small thing of leather"),
    "SKI": _("A skin or fur"),
    "LIV": _("A living animal or plant"),
    "MEA": _("Meat, to eat"),
}
"""What travellers have with them most often, in the words that they use; all else follows by its name."""


def _kinds() -> list[tuple[str, Any]]:
    """The kinds of specimen: what is asked for most often first, then the others of the code list."""
    first, *named = coded_choices("terms")
    known = dict(named)
    often = [(code, words) for code, words in _OFTEN.items() if code in known]
    others = [(code, name) for code, name in named if code not in _OFTEN]
    return [first, (str(_("Most often")), often), (str(_("Everything else")), others)]


OF_SOURCE: Final = {"source2": "OI", "operation": "D", "acquired_on": "O", "justification": "U"}
"""What is asked of some sources alone."""


class NeedForm(Form):
    """A species, how much of it, and from where to where; the rest has an answer that fits most people."""

    q = TextField(
        label=pgettext_lazy("one", "Species"),
        help_text=_("Type a scientific or a common name, such as Aliger gigas or queen conch."),
        max_length=160,
        error_messages={"required": _("Enter the name of the species")},
    )
    taxon = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    term = forms.ChoiceField(label=_("What is it?"), required=False)
    quantity = NumberField(
        label=_("Quantity"),
        max_digits=18,
        decimal_places=6,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "decimal"}),
        error_messages={"invalid": _("Enter the quantity in figures, such as %(whole)s or %(part)s")},
    )
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    carried = forms.BooleanField(
        label=_("I carry it with me, and it is mine: worn, in my luggage, or moving house"), required=False
    )
    residence = forms.ChoiceField(label=_("Where do you usually live?"), required=False)
    source = forms.ChoiceField(
        label=_("Source"),
        help_text=_("Where the specimens come from: the wild, captive breeding, a nursery …"),
        required=False,
    )
    source2 = forms.ChoiceField(
        label=_("Second source"),
        help_text=_("Where the specimens came from before they were confiscated, or before the Convention applied."),
        required=False,
    )
    operation = TextField(label=_("Number of the registered operation"), required=False, max_length=60)
    acquired_on = DayField(label=_("Date of acquisition"), required=False)
    justification = TextField(label=_("Why is the source unknown?"), required=False, max_length=500)
    purpose = forms.ChoiceField(label=_("Purpose"), required=False)
    origin = forms.ChoiceField(
        label=_("Country of origin"),
        help_text=_("Where they were taken from the wild, bred or grown."),
        required=False,
    )
    date = DayField(label=_("Day of the journey"), required=False)

    MORE = ("unit", "residence", "source", *OF_SOURCE, "purpose", "origin", "date")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = current_profile().iso2
        lists = {"term": "terms", "unit": "units", "source": "sources", "source2": "sources", "purpose": "purposes"}
        for name, kind in lists.items():
            self.fields[name].choices = coded_choices(kind)  # type: ignore[attr-defined]
        self.fields["term"].choices = _kinds()  # type: ignore[attr-defined]
        self.fields["residence"].choices = countries(here)  # type: ignore[attr-defined]
        self.fields["origin"].choices = origins(here)  # type: ignore[attr-defined]
        # Named as in the API; Python keeps the first of these words for itself.
        self.fields["from"] = self._country(_("From which country?"), _("Choose the country of departure"))
        self.fields["to"] = self._country(_("To which country?"), _("Choose the country of destination"))
        self.initial.setdefault("from", here)
        self.initial.setdefault("source", WILD)
        source = self.data.get("source", "") if self.is_bound else ""
        for name in [name for name, sources in OF_SOURCE.items() if source not in tuple(sources)]:
            del self.fields[name]
        self.order_fields(["q", "taxon", "term", "quantity", "from", "to", "carried", *self.MORE])

    @staticmethod
    def _country(label: Any, missing: Any) -> forms.ChoiceField:
        choices = countries(current_profile().iso2)
        return forms.ChoiceField(label=label, choices=choices, error_messages={"required": missing})

    def clean_quantity(self) -> Any:
        quantity = self.cleaned_data["quantity"]
        if quantity is not None and quantity <= 0:
            raise forms.ValidationError(_("The quantity must be more than nothing"))
        return quantity

    @property
    def always(self) -> list[forms.BoundField]:
        """The fields that everybody answers, without the species."""
        return [self[name] for name in ("term", "quantity", "from", "to", "carried")]

    @property
    def more(self) -> list[forms.BoundField]:
        """The fields of which the usual answer is filled in."""
        return [self[name] for name in self.MORE if name in self.fields]

    @property
    def shows_more(self) -> bool:
        """Whether one of these was answered otherwise, or wrongly, so that the page has to show them."""
        return any(field.errors or (self.is_bound and self.data.get(field.name)) for field in self.more)

    def question(self, taxon: str) -> Question:
        """Return the question about that taxon; the form is valid."""
        given = self.cleaned_data
        return Question(
            taxon=taxon,
            exporter=given["from"],
            destination=given["to"],
            day=given["date"] or today(),
            term=given["term"],
            source=given["source"] or WILD,
            purpose=given["purpose"] or ("P" if given["carried"] else ""),
            quantity=given["quantity"],
            unit=given["unit"],
            origin=given["origin"],
            carried=given["carried"],
            residence=given["residence"],
            source2=given.get("source2", ""),
            operation=given.get("operation", ""),
            acquired_on=given.get("acquired_on"),
            justification=given.get("justification", ""),
        )
