"""What the Management Authority finds when it completes the examination."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.permits.forms.found import FoundForm
from cites.permits.rules.findings import Authority
from localization.forms import TextField


class ExaminationForm(FoundForm):
    """Each finding that the case asks of the Management Authority; with none, there is nothing to answer."""

    authority = Authority.MANAGEMENT.value

    reason = TextField(
        label=_("Reasons"),
        help_text=_("Needed where something is not found."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    evidence = TextField(
        label=_("Evidence"),
        help_text=_("Licences, landing slips, import permits: what you looked at, with numbers and dates."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
