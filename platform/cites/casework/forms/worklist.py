"""The forms of the worklist: what to look for, under which name to keep it, and whom to give a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.accounts.models import User
from cites.casework.queries.applications import document_types
from cites.casework.queries.asked import Asked
from cites.look.forms import Form
from localization.forms import TextField
from tenants.context import current_profile

LONGEST = 100  # signs


class WorklistForm(forms.Form):
    """What to narrow the worklist by; all of it may be left empty, and what cannot be understood narrows nothing."""

    q = TextField(required=False, max_length=LONGEST)
    document = forms.ChoiceField(label=_("Document"), required=False)
    species = TextField(label=_("Species"), required=False, max_length=LONGEST)
    trader = TextField(label=_("Trader, exporter or importer"), required=False, max_length=LONGEST)
    port = forms.ChoiceField(label=_("Port of exit"), required=False)
    stage = TextField(required=False, max_length=40)
    show = TextField(required=False, max_length=20)
    page = TextField(required=False, max_length=9)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].choices = [("", _("Any")), *document_types()]  # type: ignore[attr-defined]
        ports = [(port.locode, port.name) for port in current_profile().ports]
        self.fields["port"].choices = [("", _("Any")), *ports]  # type: ignore[attr-defined]

    @property
    def asked(self) -> Asked:
        """What was asked, as far as it was understood."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return Asked(text=given.pop("q", ""), **given)

    def narrowing(self) -> list[forms.BoundField]:
        """The fields that stand in the fold under the search."""
        return [self[name] for name in ("document", "species", "trader", "port")]


class KeepListForm(Form):
    """Under which name to keep what the worklist shows."""

    name = TextField(
        label=_("Keep this list under the name"),
        max_length=60,
        error_messages={"required": _("Enter a name for the list")},
    )
    query = forms.CharField(max_length=600, widget=forms.HiddenInput)
    submit_label = _("Keep this list")


class GiveForm(Form):
    """To whom to give a case, and what to tell them."""

    person = forms.ModelChoiceField(label=_("Colleague"), queryset=User.objects.none())
    note = TextField(
        label=_("Note to your colleague"),
        help_text=_("It stays inside the office."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    submit_label = _("Give the case")

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = colleagues  # type: ignore[attr-defined]

    @property
    def seen_holders(self) -> set[int]:
        """The holders whom the page showed."""
        return {int(key) for key in self.cleaned_data["seen"].split(",") if key.isdecimal() and len(key) < 18}
