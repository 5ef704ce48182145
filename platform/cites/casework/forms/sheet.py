"""The form that takes a sheet of lines."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.look.forms import Form
from cites.permits.models import DecimalMark


class SheetForm(Form):
    """A CSV or XLSX, and how the numbers in it are written where they do not show it themselves."""

    file = forms.FileField(
        label=_("Choose a file"),
        help_text=_("A CSV or XLSX of at most 10 MB and 5,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        error_messages={
            "required": _("Choose a file first"),
            "empty": _("This file is empty. Choose another one."),
            "invalid": _("The file did not arrive. Choose it again."),
        },
    )
    decimal_mark = forms.ChoiceField(
        label=_("How are quantities written?"),
        choices=DecimalMark.choices,
        widget=forms.RadioSelect,
        required=False,
        initial=DecimalMark.BY_ITSELF,
    )
    submit_label = _("Upload this file")
