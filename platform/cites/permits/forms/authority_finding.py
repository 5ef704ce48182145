"""What another authority than the Scientific one finds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.permits.models import AuthorityConclusion
from localization.forms import TextField


class AuthorityFindingForm(forms.Form):
    """Whether the authority favours what is asked for, under which conditions, and why."""

    conclusion = forms.ChoiceField(
        label=_("What does your authority find?"),
        choices=AuthorityConclusion.choices,
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

    def clean(self) -> dict[str, Any]:
        """Ask for the conditions of a conditional finding, and drop those of another."""
        data = super().clean() or {}
        if data.get("conclusion") != AuthorityConclusion.CONDITIONAL:
            data["conditions"] = ""
        elif not data.get("conditions"):
            self.add_error("conditions", _("Name the conditions."))
        return data
