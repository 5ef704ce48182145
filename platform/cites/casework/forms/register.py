"""The form above the register of permits."""

from dataclasses import fields
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.casework.forms.choices import coded_choices, countries
from cites.casework.queries.register import AskedRegister
from cites.look.applied import Applied
from cites.look.forms import DayField, Form
from cites.permits.models.codes import document_choices
from cites.permits.queries.permits import PermitState
from cites.permits.queries.register import NEWEST, STATES, Sought
from cites.permits.rules.register_words import HERE, ON_PAPER
from cites.permits.words import state_words
from localization.formats import format_date
from localization.forms import TextField
from localization.languages import page_language

LONGEST: Final = 100  # signs
_USED_MOST: Final = ("state", "document", "species", "sort")
_ANY: Final = ("", _("Any"))
ORDERS: Final = [
    ("", _("Issued last")),
    ("oldest", _("Issued first")),
    ("first_over", _("Valid until, earliest first")),
    ("last_over", _("Valid until, latest first")),
    ("number", _("Number, rising")),
    ("number_falling", _("Number, falling")),
]


class RegisterForm(forms.Form):
    """What to look for in the register; all of it may be left empty, and what is not understood narrows nothing."""

    text = TextField(label=_("Number, case, name or species"), required=False, max_length=LONGEST)
    document = forms.ChoiceField(label=_("Document"), required=False)
    state = forms.ChoiceField(label=_("State today"), required=False)
    species = TextField(label=_("Species, by any of its names"), required=False, max_length=LONGEST)
    appendix = forms.ChoiceField(
        label=_("Appendix"), required=False, choices=[_ANY, ("I", "I"), ("II", "II"), ("III", "III")]
    )
    term = forms.ChoiceField(label=_("Type of specimen"), required=False)
    source = forms.ChoiceField(label=_("Source"), required=False)
    purpose = forms.ChoiceField(label=_("Purpose"), required=False)
    trader = TextField(label=_("Exporter or importer"), required=False, max_length=LONGEST)
    country = forms.ChoiceField(label=_("Country of the other side"), required=False)
    signatory = TextField(label=_("Signed off by"), required=False, max_length=LONGEST)
    issued = forms.ChoiceField(
        label=_("Issued"),
        required=False,
        choices=[_ANY, (HERE, _("By this service")), (ON_PAPER, _("On paper, before it"))],
    )
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=ORDERS)
    issued_from = DayField(label=_("Issued from"), required=False)
    issued_until = DayField(label=_("Issued until"), required=False)
    valid_on = DayField(label=_("Good on the day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(state.value, state_words(PermitState(state))[0]) for state in STATES]
        offered = {
            "document": document_choices(),
            "state": states,
            "term": coded_choices("terms")[1:],
            "source": coded_choices("sources")[1:],
            "purpose": coded_choices("purposes")[1:],
            "country": countries()[1:],
        }
        for name, choices in offered.items():
            self.fields[name].choices = [_ANY, *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A last day before the first one is a mistake, and not a list without rows."""
        data = super().clean() or {}
        first, last = data.get("issued_from"), data.get("issued_until")
        if first and last and first > last:
            self.add_error("issued_until", _("The last day must not be before the first"))
        return data

    @property
    def asked(self) -> AskedRegister:
        """What was asked, as far as it was understood."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        sought = {field.name: given[field.name] for field in fields(Sought) if field.name in given}
        return AskedRegister(Sought(**sought), given.get("sort", NEWEST))

    def used_most(self) -> list[forms.BoundField]:
        """The fields that stand open beside the search."""
        return [self[name] for name in _USED_MOST]

    def others(self) -> list[forms.BoundField]:
        """The fields that stand in the fold under it."""
        return [field for field in self.visible_fields() if field.name not in ("text", *_USED_MOST)]

    def is_unfolded(self) -> bool:
        """Whether one of the fields in the fold narrows the list, or is wrong."""
        return any(field.errors or self.cleaned_data.get(field.name) for field in self.others())

    def applied(self) -> list[Applied]:
        """What the list is narrowed by, in the order of the form, each with the way back."""
        asked = self.asked
        narrowing = [field for field in self.visible_fields() if getattr(asked.sought, field.name, None)]
        return [Applied(field.label, self._said(field), asked.without(field.name).address()) for field in narrowing]

    def _said(self, field: forms.BoundField) -> str:
        value = self.cleaned_data[field.name]
        if isinstance(value, date):
            return format_date(value, page_language())
        return str(dict(getattr(field.field, "choices", ())).get(value, value))


class ViewForm(Form):
    """What a view of the register is called, and who finds it."""

    name = TextField(
        label=_("Name of the view"), max_length=60, error_messages={"required": _("Enter a name for the view")}
    )
    is_shared = forms.BooleanField(label=_("Show it to the whole office"), required=False)
    submit_label = _("Save")


class KeepViewForm(ViewForm):
    """Under which name to keep what the register shows."""

    query = forms.CharField(max_length=1_500, required=False, widget=forms.HiddenInput)
    submit_label = _("Keep this view")
