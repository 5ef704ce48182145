"""Declaring the offices closed, and saying until when."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.look.forms import DayField, Form
from localization.forms import TextField


class ClosureForm(Form):
    """From when, until when if that is known, and why."""

    first_day = DayField(label=_("First day"))
    last_day = DayField(
        label=_("Last day"), required=False, help_text=_("Leave it empty while nobody knows; say it here later.")
    )
    reason = TextField(
        label=_("Reason"),
        help_text=_("Applicants read it beside the day that they may expect. Such as: cyclone warning."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    submit_label = _("Declare the offices closed")


class LastDayForm(Form):
    """Until when they are, or were, closed."""

    last_day = DayField(label=_("Last day on which they are closed"))
    submit_label = _("Save")
