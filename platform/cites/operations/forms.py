"""The console's forms. Those about a Party's status carry the status that their page showed."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cites.look.forms import Form
from cites.operations.queries.parties import STATUSES
from tenants.models import Party

_LONGEST_REASON = 500


class FilterForm(forms.Form):
    """What the list of Parties is searched by."""

    q = forms.CharField(required=False, max_length=80)
    status = forms.ChoiceField(required=False, choices=[(name, name) for name in ("", *STATUSES)])


class StatusForm(Form):
    """A form on a page that showed the Party's status."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=12)


class SuspendForm(StatusForm):
    """How far a service is closed, and why."""

    submit_label = _("Suspend")
    mode = forms.ChoiceField(
        label=_("How far?"),
        widget=forms.RadioSelect,
        choices=[
            (Party.Status.READ_ONLY.value, _("Read only: people sign in and read, and nobody changes anything")),
            (Party.Status.CLOSED.value, _("Closed: nobody gets in")),
        ],
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("It stands in the shared audit trail beside your name."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=_LONGEST_REASON,
    )


class HostForm(Form):
    """A host name of a Party's own."""

    submit_label = _("Give this name")
    host = forms.CharField(
        label=_("Host name"),
        help_text=_("For example permits.gov.bb. It has to lead to this service and have its certificate first."),
        max_length=253,
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocapitalize": "none", "autocomplete": "off"}),
    )
    canonical = forms.BooleanField(
        label=_("People sign in at this name, and all other names lead to it"),
        help_text=_(
            "Passkeys made at the old name no longer work: people sign in with a code once and make a new one."
        ),
        required=False,
    )


class RemovalForm(StatusForm):
    """The wish to remove a Party with all that it has."""

    submit_label = _("Ask for the removal")
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("It stands in the shared audit trail beside your name."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=_LONGEST_REASON,
    )
    code = forms.CharField(
        label=_("The Party’s code"),
        help_text=_("Type it, so that you cannot close another Party’s service by a slip."),
        max_length=20,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "spellcheck": "false", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._party = party

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].strip().lower()
        if code != self._party.slug:
            raise forms.ValidationError(
                gettext("This is not the code of the Party: %(code)s") % {"code": self._party.slug.upper()}
            )
        return code


class AdministratorForm(Form):
    """Who is invited as the first administrator."""

    submit_label = _("Bring it live")
    full_name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("A link goes there with which the person signs in, sets a password and a second step."),
        max_length=254,
        widget=forms.EmailInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )


class InviteForm(AdministratorForm):
    """Who is invited in place of the one whose link grew old."""

    submit_label = _("Invite")


class RoundForm(Form):
    """Whether the doctor mends what is safe to mend, and of which Party."""

    party = forms.SlugField(required=False, max_length=20)
    fix = forms.BooleanField(required=False)


class ApiImportForm(Form):
    """Whether all taxa are asked for, or only what has changed; or else the weekly file is fetched."""

    everything = forms.BooleanField(required=False)
    weekly = forms.BooleanField(required=False)


class PutInForceForm(Form):
    """Whether an import may end the listings of many taxa."""

    removals = forms.BooleanField(required=False)
