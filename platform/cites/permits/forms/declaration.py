"""What applicants declare before their application is sent."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DeclarationForm(forms.Form):
    """One box to tick; the law of most Parties punishes a false declaration."""

    declared = forms.BooleanField(
        label=_(
            "I declare that the particulars are correct and complete, that the papers are genuine, "
            "and that I apply for myself, or with the permission of the person for whom the document is"
        ),
        error_messages={"required": _("Tick the declaration before you send the application")},
    )
