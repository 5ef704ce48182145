"""The forms of the register of operators: what to look for, a registration, further species, and why one changes."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cites.accounts.models import Organisation, User
from cites.casework.forms.choices import coded_choices
from cites.casework.queries.words import code_list
from cites.look.forms import DayField, Form
from cites.permits.queries.operators import holders_named
from cites.species import queries as species
from cites.species.models import Taxon
from localization.forms import TextField

_MOST_TAXA = 100


class OperatorListForm(forms.Form):
    """What to narrow the list by."""

    q = TextField(label=_("Number, name or species"), required=False, max_length=100)
    show = forms.ChoiceField(
        label=_("Show"), required=False, choices=[("", _("Not over")), ("all", _("All that were registered"))]
    )


class _SpeciesField(TextField):
    """Scientific names or codes, a row each."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Species approved beforehand"),
            help_text=_("Scientific names of species or groups, a row each, such as Cattleya."),
            max_length=10_000, widget=forms.Textarea(attrs={"rows": 5}), **kwargs,
        )  # fmt: skip

    def clean(self, value: Any) -> Any:
        said = [" ".join(row.split()) for row in str(super().clean(value)).splitlines() if row.strip()]
        if len(said) > _MOST_TAXA:
            raise forms.ValidationError(gettext("At most %(most)s rows at once.") % {"most": _MOST_TAXA})
        found = {name: species.find_taxon_named(name) for name in said}
        unknown = [name for name, taxon in found.items() if taxon is None]
        if unknown:
            raise forms.ValidationError(
                gettext("No species or group has this name: %(names)s") % {"names": ", ".join(unknown)}
            )
        return [taxon for taxon in found.values() if isinstance(taxon, Taxon)]


class OperatorForm(Form):
    """A registration of an organisation or a person for the simplified procedure."""

    submit_label = _("Register the operator")

    number = TextField(label=_("Registration number"), max_length=30)
    holder = TextField(
        label=_("Operator"), help_text=_("The name of an organisation, or a person’s e-mail address."), max_length=254
    )
    taxa = _SpeciesField()
    terms = TextField(
        label=_("Kinds of specimen"),
        help_text=_("Codes with spaces between them, such as MEA SHE. Leave it empty for all kinds."),
        required=False, max_length=150,
    )  # fmt: skip
    sources = forms.MultipleChoiceField(
        label=_("Sources"), help_text=_("Tick none for all."), required=False, widget=forms.CheckboxSelectMultiple
    )
    valid_from = DayField(label=_("Valid from"))
    valid_until = DayField(label=_("Valid until"))
    remark = TextField(label=_("Remark"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sources"].choices = coded_choices("sources")[1:]  # type: ignore[attr-defined]

    def clean_number(self) -> str:
        """The number without doubled spaces."""
        return " ".join(self.cleaned_data["number"].split())

    def clean_terms(self) -> str:
        """Known codes, each once."""
        codes = list(dict.fromkeys(self.cleaned_data["terms"].upper().replace(",", " ").split()))
        unknown = set(codes) - {term.code for term in code_list("terms")}
        if unknown:
            raise forms.ValidationError(
                gettext("No kind of specimen has this code: %(codes)s") % {"codes": ", ".join(sorted(unknown))}
            )
        return " ".join(codes)

    def clean_holder(self) -> Organisation | User:
        """The one organisation or person of that name or address."""
        found = holders_named(self.cleaned_data["holder"])
        if len(found) != 1:
            raise forms.ValidationError(_("Exactly one organisation or trader has to have this name or address."))
        return found[0]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("valid_from"), data.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", _("The last day cannot lie before the first."))
        return data

    @property
    def said(self) -> dict[str, Any]:
        """The columns of the registration."""
        data, holder = self.cleaned_data, self.cleaned_data["holder"]
        return {
            **{name: data[name] for name in ("number", "terms", "valid_from", "valid_until", "remark")},
            "sources": " ".join(data["sources"]),
            "organisation": holder if isinstance(holder, Organisation) else None,
            "person": holder if isinstance(holder, User) else None,
        }


class OperatorSpeciesForm(Form):
    """Further species to approve beforehand."""

    submit_label = _("Approve them beforehand")

    taxa = _SpeciesField()


class OperatorReasonForm(Form):
    """Why a registration is suspended, in force again, or ended."""

    submit_label = _("Confirm")

    reason = TextField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
