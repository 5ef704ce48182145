"""Ask the applicant a question."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from localization.forms import TextField
from tenants.attachments.forms import FilesField
from workflows.models import Case, MessageKind
from workflows.services import add_message
from workflows.verbs import Action, actions


class QuestionForm(forms.Form):
    """The question, as the applicant will read it."""

    text = TextField(
        label=_("Your question"),
        help_text=_("The applicant reads this as you write it."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    attachments = FilesField()


class Ask(Action):
    """Put a question to the applicant; the case waits for the answer."""

    name = "ask"
    label = _("Ask the applicant a question")
    history = _("%(actor)s asked the applicant a question")
    for_office = True
    form: ClassVar[type[forms.BaseForm] | None] = QuestionForm

    def do(self, case: Case, actor: Any, data: Mapping[str, Any]) -> None:
        """Keep the question with the case."""
        add_message(
            case=case, kind=MessageKind.QUESTION, author=actor, text=data["text"], files=data.get("attachments", ())
        )


actions.register(Ask())
