"""What is looked for in the Secretariat's registers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.casework.forms.choices import countries
from cites.species.models import Register
from localization.forms import TextField
from tenants.context import current_profile


class RegisterSearchForm(forms.Form):
    """A code, a name or a species, in one register or all, of one Party or all; what is not understood is left out."""

    q = TextField(label=_("Code, name or species"), required=False, max_length=100)
    register = forms.ChoiceField(label=_("Register"), required=False, choices=[("", _("Any")), *Register.choices])
    party = forms.ChoiceField(label=_("Party"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = countries(current_profile().iso2)[1:]
        self.fields["party"].choices = [("", _("Any")), *every]  # type: ignore[attr-defined]
