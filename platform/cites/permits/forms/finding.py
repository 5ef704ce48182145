"""The Scientific Authority's finding."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.permits.models import Conclusion
from localization.forms import TextField
from tenants.attachments.forms import FilesField


class FindingForm(forms.Form):
    """Whether the export would be detrimental to the survival of the species."""

    conclusion = forms.ChoiceField(
        label=_("Would the export be detrimental to the survival of the species?"),
        choices=Conclusion.choices,
        widget=forms.RadioSelect,
    )
    conditions = TextField(
        label=_("Conditions"),
        help_text=_("Printed in box 5 of the permit. Only for a finding under conditions."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = TextField(label=_("Reasons and sources"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    attachments = FilesField()

    def clean(self) -> dict[str, Any]:
        """Ask for the conditions of a conditional finding, and drop those of another."""
        data = super().clean() or {}
        if data.get("conclusion") != Conclusion.CONDITIONAL:
            data["conditions"] = ""
        elif not data.get("conditions"):
            self.add_error("conditions", _("Name the conditions."))
        return data
