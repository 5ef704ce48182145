"""What an officer says who blocks somebody's new applications, or lifts that."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.look.dates import DayField
from localization.forms import TextField
from tenants.context import today


class BlockForm(forms.Form):
    """Why, from when, and until when."""

    reason = TextField(
        label=_("Reason"),
        help_text=_("The people concerned read it. Say what they can do."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    first_day = DayField(label=_("First day"), help_text=_("For example, 27 3 2027"))
    last_day = DayField(
        label=_("Last day"),
        help_text=_("Leave it empty when the block has no end until somebody lifts it."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("first_day", today())


class LiftForm(forms.Form):
    """Why a block ends."""

    reason = TextField(
        label=_("Why is the block lifted?"),
        help_text=_("The people concerned read it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
