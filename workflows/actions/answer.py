"""Answer the office's question."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from localization.forms import TextField
from tenants.attachments.forms import FilesField
from workflows.models import Case, MessageKind
from workflows.services import add_message
from workflows.verbs import Action, actions


class AnswerForm(forms.Form):
    """The answer, as the officer will read it."""

    text = TextField(label=_("Your answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    attachments = FilesField()


class Answer(Action):
    """Answer the question; the case goes back to the office."""

    name = "answer"
    label = _("Answer the question")
    history = _("%(actor)s answered the question")
    form: ClassVar[type[forms.BaseForm] | None] = AnswerForm
    for_applicant = True

    def do(self, case: Case, actor: Any, data: Mapping[str, Any]) -> None:
        """Keep the answer with the case."""
        add_message(
            case=case, kind=MessageKind.ANSWER, author=actor, text=data["text"], files=data.get("attachments", ())
        )


actions.register(Answer())
