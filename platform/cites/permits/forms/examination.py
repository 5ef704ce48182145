"""What the Management Authority finds when it completes the examination."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.permits.forms.found import FoundForm
from cites.permits.rules.findings import Authority
from localization.forms import TextField
from tenants.attachments.forms import FilesField


class ExaminationForm(FoundForm):
    """Each finding that the case asks of the Management Authority; with none, there is nothing to answer."""

    authority = Authority.MANAGEMENT.value

    conditions = TextField(
        label=_("Conditions"),
        help_text=_("Printed in box 5 of the permit. Only for a finding under conditions."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
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
    attachments = FilesField()
