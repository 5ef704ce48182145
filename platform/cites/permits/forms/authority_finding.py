"""What another authority than the Scientific one finds."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.permits.forms.finding import FindingForm
from cites.permits.models import AuthorityConclusion


class AuthorityFindingForm(FindingForm):
    """Whether the authority favours what is asked for, under which conditions, and why."""

    conclusion = forms.ChoiceField(
        label=_("What does your authority find?"),
        choices=AuthorityConclusion.choices,
        widget=forms.RadioSelect,
    )
