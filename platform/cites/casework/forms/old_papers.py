"""Keeping the papers of a case whatever their age."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cites.look.forms import DayField
from cites.permits.errors import UnknownApplication
from cites.permits.models import Application
from cites.permits.queries.applications import application
from localization.forms import TextField
from tenants.context import today


class HoldForm(forms.Form):
    """Which case, why, and until when; without a day until somebody lifts it."""

    reference = TextField(label=_("Reference of the case"), max_length=40)
    reason = TextField(
        label=_("Why its papers are kept"),
        help_text=_("For example a court case, with its number."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    until = DayField(
        label=_("Keep until"), help_text=_("Leave it empty to keep them until it is lifted."), required=False
    )

    def clean_reference(self) -> Application:
        """Return the application of that reference."""
        reference = "".join(self.cleaned_data["reference"].split()).upper()
        try:
            return application(reference)
        except UnknownApplication as error:
            raise ValidationError(_("There is no case of that reference.")) from error

    def clean_until(self) -> object:
        """Return the day, which is not over."""
        day = self.cleaned_data["until"]
        if day and day < today():
            raise ValidationError(_("This day is over."))
        return day
