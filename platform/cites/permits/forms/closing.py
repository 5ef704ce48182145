"""What the office says as it ends a case whose document was not used, or is used up by no single movement."""

from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cites.permits.queries.permits import PermitState, permits_of, state_of
from cites.permits.rules.document_types import for_several_movements
from localization.forms import TextField
from workflows.models import Case


class ClosingForm(forms.Form):
    """That what is still valid was handed back, and whether what has expired unused was. It needs to know its case."""

    takes_case = True

    handed_back = forms.BooleanField(required=False)
    reason = TextField(
        label=_("Note for the file"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, case: Case | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.permits = permits_of(case) if case else []
        valid, expired = self._numbers(PermitState.VALID), self._numbers(PermitState.EXPIRED)
        if not valid and (not expired or for_several_movements(self.permits[0].document_type)):
            del self.fields["handed_back"]
            return
        box = self.fields["handed_back"]
        box.label = _handed_back(valid) if valid else _handed_back_expired(expired)
        if valid:
            box.help_text = gettext("Whoever checks it reads from now on that it may not be used.")
            box.required = True
            box.error_messages["required"] = gettext("A document that is still valid has to be handed back first.")

    def _numbers(self, state: PermitState) -> list[str]:
        return [each.number for each in self.permits if state_of(each) is state]


def _handed_back(numbers: list[str]) -> str:
    words = ngettext(
        "%(number)s, which is still valid, was handed back",
        "What is still valid was handed back: %(number)s",
        len(numbers),
    )
    return words % {"number": ", ".join(numbers)}


def _handed_back_expired(numbers: list[str]) -> str:
    return gettext("What has expired was handed back unused: %(number)s") % {"number": ", ".join(numbers)}
