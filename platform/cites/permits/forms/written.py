"""What every finding says besides its conclusion, declared once for all forms of findings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from localization.forms import TextField
from tenants.attachments.forms import FilesField

STRAY_CONDITIONS = _("You wrote conditions: choose that you find it under conditions, or remove them.")


def conditions_field(label: Any = None, hint: Any = None) -> TextField:
    """Return the box for the conditions of a finding under conditions."""
    return TextField(
        label=label or _("Conditions"),
        help_text=hint or _("Printed in box 5 of the permit. Only for a finding under conditions."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WrittenForm(forms.Form):
    """Conditions, reasons and files; whose finding it is says how far reasons are asked for."""

    field_order = ("conclusion", "conditions", "reason", "evidence", "attachments")

    conditions = conditions_field()
    reason = TextField(label=_("Reasons and sources"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    attachments = FilesField()
