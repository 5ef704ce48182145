"""The question that is asked of the list of species."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _


class SearchForm(forms.Form):
    """What to look for, and for which form's box (``pick``) the answer is."""

    q = forms.CharField(
        label=_("Search for a species"),
        help_text=_("Type a scientific or a common name, such as Aliger gigas or queen conch."),
        required=False,
        max_length=160,
        strip=True,
    )
    pick = forms.CharField(
        required=False,
        max_length=40,
        widget=forms.HiddenInput,
        validators=[RegexValidator(r"^[a-z][a-z0-9_-]*$")],
    )

    field_order = ["q", "pick"]
