"""What trainees type: the access code."""

from django import forms
from django.utils.translation import gettext_lazy as _

from localization.forms import TextField
from tenants.context import current_party
from tenants.twins import opens


class CodeForm(forms.Form):
    """The access code of the practice twin whose page this is."""

    code = TextField(
        label=_("Access code"),
        help_text=_("Three groups of four letters and digits. Your administrator or trainer has it."),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "class": "govuk-input--width-20",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not opens(current_party(), code):
            raise forms.ValidationError(_("This is not the access code. It changes whenever the site is made anew."))
        return code
