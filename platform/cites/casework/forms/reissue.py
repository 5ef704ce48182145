"""Which permits are replaced together, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.look.forms import DayField
from cites.permits.queries.reissues import AskedPermits
from cites.permits.signing.queries import signing_keys
from localization.forms import TextField
from tenants.context import current_profile

LONGEST_PRINTED = 200


class PermitsToReplaceForm(forms.Form):
    """By their days of issue, the key that signed them, and their port; what is left out narrows nothing."""

    first_day = DayField(label=_("Issued from"), required=False)
    last_day = DayField(label=_("Issued until"), required=False)
    kid = forms.ChoiceField(label=_("Signed with the key"), required=False)
    port = forms.ChoiceField(label=_("Port"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [(key.kid, f"{key.kid} ({_REVOKED})" if key.revoked_at else key.kid) for key in signing_keys()]
        self.fields["kid"].choices = [("", _("Any")), *keys]  # type: ignore[attr-defined]
        ports = [(port.locode, port.name) for port in current_profile().ports]
        self.fields["port"].choices = [("", _("Any")), *ports]  # type: ignore[attr-defined]

    @property
    def asked(self) -> AskedPermits:
        """What to look for."""
        self.is_valid()
        given = self.cleaned_data
        return AskedPermits(given.get("first_day"), given.get("last_day"), given.get("kid", ""), given.get("port", ""))


_REVOKED = _("revoked")


class ReissueForm(forms.Form):
    """Why all of them are replaced, and that the signatory signs each."""

    reason = TextField(
        label=_("Reason for the replacement"),
        help_text=_("It is printed on each new permit, in box 5, in the words that you write: be short."),
        max_length=LONGEST_PRINTED,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    signed = forms.BooleanField(
        label=_("I sign each of the replacements. The permits that I ticked are cancelled; this cannot be undone."),
        error_messages={"required": _("Confirm that you sign each of them")},
    )
