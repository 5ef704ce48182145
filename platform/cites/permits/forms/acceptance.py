"""The form by which a paper of a State that is no Party is accepted."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cites.permits.forms.reasons import LONGEST
from cites.permits.queries.applications import application_of
from cites.permits.queries.overrides import statements_lacking
from cites.permits.words import sentence_about_line
from localization.forms import TextField
from workflows.models import Case


class AcceptanceForm(forms.Form):
    """Why a paper is accepted that does not state all that it should; of others nothing is asked. It needs its case."""

    takes_case = True

    reason = TextField(
        label="",
        help_text=_("It stands in the history of the case, and the applicant reads it."),
        error_messages={"required": _("Say why you accept the paper all the same.")},
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, case: Case | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lacking = statements_lacking(application_of(case)) if case else []
        if not lacking:
            del self.fields["reason"]
            return
        said = "; ".join(f"{sentence_about_line(each).rstrip('.')} ({each.code})" for each in lacking)
        self.fields["reason"].label = gettext("Why you accept the paper although: %(lacking)s") % {"lacking": said}
