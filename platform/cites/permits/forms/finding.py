"""The finding of one authority on a case as a whole."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.permits.forms.written import WrittenForm
from cites.permits.models import Conclusion


class FindingForm(WrittenForm):
    """Whether the export would be detrimental to the survival of the species."""

    conclusion = forms.ChoiceField(
        label=_("Would the export be detrimental to the survival of the species?"),
        choices=Conclusion.choices,
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the conditions of a conditional finding, and drop those of another."""
        data = super().clean() or {}
        if data.get("conclusion") != Conclusion.CONDITIONAL:
            data["conditions"] = ""
        elif not data.get("conditions"):
            self.add_error("conditions", _("Name the conditions."))
        return data
