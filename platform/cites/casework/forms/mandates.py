"""What a trader says who lets an agent act for them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.accounts.queries import find_person
from cites.casework.queries.applications import document_types
from cites.look.dates import DayField
from tenants.context import today

ALL, SOME = "all", "some"


class MandateForm(forms.Form):
    """Which agent, from when until when, and for which documents."""

    email = forms.EmailField(
        label=_("E-mail address of the agent"),
        help_text=_("With which the agent is registered here."),
        max_length=254,
    )
    first_day = DayField(label=_("First day"), help_text=_("For example, 27 3 2027"))
    last_day = DayField(label=_("Last day"), help_text=_("You can withdraw the mandate before."))
    scope = forms.ChoiceField(
        label=_("For which documents?"),
        choices=[(ALL, _("For all documents")), (SOME, _("Only for those that I tick"))],
        widget=forms.RadioSelect,
    )
    documents = forms.MultipleChoiceField(label=_("Documents"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["documents"].choices = document_types()  # type: ignore[attr-defined]
        self.initial.setdefault("first_day", today())

    def clean(self) -> dict[str, Any]:
        """Find the person behind the address, and ask for a tick where some documents are meant."""
        data = super().clean() or {}
        if data.get("scope") == SOME and not data.get("documents"):
            self.add_error("documents", _("Tick at least one document"))
        data["document_types"] = data.get("documents", []) if data.get("scope") == SOME else []
        data["agent"] = find_person(data["email"].lower()) if data.get("email") else None
        return data
