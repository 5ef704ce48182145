"""The finding of one authority on a case as a whole."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.permits.forms.written import STRAY_CONDITIONS, WrittenForm
from cites.permits.models import Conclusion


class FindingForm(WrittenForm):
    """Whether the export would be detrimental to the survival of the species."""

    conclusion = forms.ChoiceField(
        label=_("Would the export be detrimental to the survival of the species?"),
        choices=Conclusion.choices,
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the conditions of a conditional finding; those of another would be lost, so they are refused."""
        data = super().clean() or {}
        is_conditional = data.get("conclusion") == Conclusion.CONDITIONAL
        if is_conditional and not data.get("conditions"):
            self.add_error("conditions", _("Name the conditions."))
        elif data.get("conclusion") and data.get("conditions") and not is_conditional:
            self.add_error("conditions", STRAY_CONDITIONS)
        return data
