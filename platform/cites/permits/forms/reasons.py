"""Forms that ask for a reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from localization.forms import TextField


def _reason(label: Any, hint: Any = "") -> TextField:
    return TextField(label=label, help_text=hint, max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))


class WithdrawalForm(forms.Form):
    """Why the applicant withdraws, if they want to say."""

    reason = TextField(
        label=_("Why you withdraw"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class CorrectionForm(forms.Form):
    """What the applicant has to correct."""

    reason = _reason(_("What has to be corrected"), _("The applicant reads this as you write it."))


class RefusalForm(forms.Form):
    """Why an application is refused."""

    reason = _reason(_("Reasons for the refusal"), _("The applicant reads this as you write it."))


class ApprovalForm(forms.Form):
    """A note on the approval, and the reason why a warning is overridden."""

    reason = TextField(
        label=_("Note for the file"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class CancellationForm(forms.Form):
    """Why a permit is cancelled."""

    reason = _reason(_("Reason for the cancellation"), _("It stands on the record of the permit."))
