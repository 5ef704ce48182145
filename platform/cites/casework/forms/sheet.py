"""The form that takes a sheet of lines."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.look.files import OneFile
from cites.look.forms import Form
from cites.permits.models import DecimalMark


class SheetForm(Form):
    """A CSV or XLSX, and how the numbers in it are written where they do not show it themselves."""

    file = OneFile(
        label=_("Choose a file"),
        help_text=_("A CSV or XLSX of at most 10 MB and 5,000 rows."),
        accept=".csv,.txt,.xlsx",
    )
    decimal_mark = forms.ChoiceField(
        label=_("How are quantities written?"),
        choices=DecimalMark.choices,
        widget=forms.RadioSelect,
        required=False,
        initial=DecimalMark.BY_ITSELF,
    )
    submit_label = _("Upload this file")
