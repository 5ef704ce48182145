"""Which open cases are to follow the release in force, and why."""

from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.look.forms import Form

MOST = 100  # cases at a time, several times what one page shows
_LONGEST = 60  # characters of a reference with a version


class Ticked(NamedTuple):
    """A case that was ticked, and in which version it was looked at."""

    reference: str
    version: int


class TickedField(forms.Field):
    """Cases, each sent as its reference and its version; cleaned to what was ticked, each case once."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "required": _("Tick at least one case"),
        "unknown": _("Tick cases of this page"),
    }

    def to_python(self, value: Any) -> list[Ticked]:
        """Read what was sent; a version that is no number is none that a case ever had."""
        values = [each for each in value or [] if len(each) <= _LONGEST and "\x00" not in each]
        if len(values) != len(value or []) or len(values) > MOST:
            raise forms.ValidationError(self.error_messages["unknown"])
        return list({ticked.reference: ticked for ticked in map(_ticked, values)}.values())


def _ticked(value: str) -> Ticked:
    reference, _space, version = value.rpartition(" ")
    return Ticked(reference, int(version) if version.isdecimal() and len(version) < 9 else 0)


class MoveCasesForm(Form):
    """The cases that were ticked, the reason, and which release the page spoke of."""

    submit_label = _("Move the cases that are ticked")
    cases = TickedField(label=_("Cases"))
    reason = forms.CharField(
        label=_("Why they are moved"),
        help_text=_("It stands in the history of each case and in the audit trail."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    release = forms.IntegerField(required=False, widget=forms.HiddenInput)
    key = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
