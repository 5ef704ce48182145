"""What a border officer types: the code, and the number if they like."""

from django import forms
from django.utils.translation import gettext_lazy as _


class VerifyForm(forms.Form):
    """The verification code printed beside the QR."""

    code = forms.CharField(
        label=_("Verification code"),
        help_text=_("26 letters and digits beside the QR code. Spaces and small letters do not matter."),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )
    number = forms.CharField(
        label=_("Permit number"),
        help_text=_("Box 1, for example 26BB000001."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
