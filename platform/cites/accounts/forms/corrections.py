"""What is said about a correction: by who asks for it, and by who decides; and about an erasure."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.accounts.models import Outcome
from localization.forms import TextField


class CorrectionForm(forms.Form):
    """What is wrong, and how it should read."""

    wanted = TextField(
        label=_("What should be corrected?"),
        help_text=_("Say where it stands, what is wrong and how it should read."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class CorrectionDecisionForm(forms.Form):
    """Whether it was corrected, and what the person is told."""

    outcome = forms.ChoiceField(label=_("What did you do?"), choices=Outcome.choices, widget=forms.RadioSelect)
    answer = TextField(
        label=_("Answer"),
        help_text=_("The person reads it. Say what was corrected, or why it was not."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ErasureForm(forms.Form):
    """Why somebody's details are erased, and that it is meant."""

    reason = TextField(
        label=_("Why?"),
        help_text=_("For example, that the person asked for it by letter, and when."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_meant = forms.BooleanField(label=_("I know that this cannot be undone"))
