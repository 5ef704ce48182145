"""The form by which a paper of another State is entered in the register."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cites.permits.forms.reasons import LONGEST
from cites.permits.queries.applications import application_of
from cites.permits.queries.overrides import rules_against_registering
from cites.permits.words import sentence_about_line
from localization.forms import TextField
from workflows.models import Case


class RegistrationForm(forms.Form):
    """Why a paper is registered although something speaks against it; nothing is asked where nothing does.

    It needs to know its case.
    """

    takes_case = True

    reason = TextField(
        label="",
        help_text=_("It stands in the history of the case, and the applicant reads it."),
        error_messages={"required": _("Say why you register it against what was found.")},
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, case: Case | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        against = rules_against_registering(application_of(case)) if case else []
        if not against:
            del self.fields["reason"]
            return
        said = "; ".join(f"{sentence_about_line(rule).rstrip('.')} ({rule.code})" for rule in against)
        self.fields["reason"].label = gettext("Why you register it although this speaks against it: %(against)s") % {
            "against": said
        }
