"""What the office says as it ends a case whose documents no single movement uses up."""

from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cites.permits.queries.permits import PermitState, permits_of, state_of
from localization.forms import TextField
from workflows.models import Case


class ClosingForm(forms.Form):
    """That what is still valid was handed back. It needs to know its case."""

    takes_case = True

    handed_back = forms.BooleanField(required=False)
    reason = TextField(
        label=_("Note for the file"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, case: Case | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        valid = [each.number for each in permits_of(case) if state_of(each) is PermitState.VALID] if case else []
        if not valid:
            del self.fields["handed_back"]
            return
        box = self.fields["handed_back"]
        words = ngettext(
            "%(number)s, which is still valid, was handed back",
            "What is still valid was handed back: %(number)s",
            len(valid),
        )
        box.label = words % {"number": ", ".join(valid)}
        box.help_text = gettext("Whoever checks it reads from now on that it may not be used.")
        box.required = True
        box.error_messages["required"] = gettext("A document that is still valid has to be handed back first.")
