"""What to narrow the lists of what is on record by; nothing is shown of what cannot be understood."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.casework.forms.choices import countries
from cites.permits.models import RefusalGround
from cites.permits.queries.refusals import AskedRefusals
from localization.forms import TextField
from tenants.context import today


class YearForm(forms.Form):
    """The year of which the list is; this one, where none is chosen."""

    year = forms.IntegerField(
        label=_("Year"),
        required=False,
        min_value=1975,
        max_value=9999,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
    )

    @property
    def chosen(self) -> int:
        """The year that was asked for."""
        self.is_valid()
        return int(self.cleaned_data.get("year") or today().year)


class RefusalsForm(YearForm):
    """By ground, species and country as well; no year is every year."""

    ground = forms.ChoiceField(label=_("Ground"), required=False, choices=[("", _("Any")), *RefusalGround.choices])
    species = TextField(label=_("Species"), required=False, max_length=100)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", _("Any")), *countries()[1:]]  # type: ignore[attr-defined]

    @property
    def asked(self) -> AskedRefusals:
        """What to look for."""
        self.is_valid()
        given = self.cleaned_data
        return AskedRefusals(
            given.get("year"), given.get("ground", ""), given.get("species", ""), given.get("country", "")
        )
