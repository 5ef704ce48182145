"""What an official says who proposes to reset a second step."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.accounts.queries import find_person
from localization.forms import TextField


class ResetForm(forms.Form):
    """Whose second step, why, and how it was checked that it is really this person who asks."""

    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("Of the person who lost their second step."), max_length=254
    )
    reason = TextField(
        label=_("What happened"),
        help_text=_("For example, that the phone was stolen and there are no recovery codes."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    identity_check = TextField(
        label=_("How you checked who asks"),
        help_text=_(
            "For example, that the person came to the office with their passport. A mail or a call is not enough."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Find the person behind the address."""
        data = super().clean() or {}
        person = find_person(data["email"].lower()) if data.get("email") else None
        if data.get("email") and person is None:
            self.add_error("email", _("Nobody is registered here with this address"))
        data["person"] = person
        return data
