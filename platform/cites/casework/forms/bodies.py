"""What an officer asks of a body outside, and what the body types."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.accounts.forms.people import languages_here
from cites.casework.rules import SHARED_AT_FIRST
from cites.look.forms import DayField, Form
from localization.forms import TextField
from tenants.attachments.forms import FilesField

BY_PHONE: Final = "phone"
BY_MAIL: Final = "mail"
WAYS: Final = (
    (BY_PHONE, _("I read it out to them by phone")),
    (BY_MAIL, _("A second mail brings it")),
)


class AskBodyForm(Form):
    """Whom to ask, what, until when, and what of the case they may see."""

    body = TextField(label=_("Who is asked"), help_text=_("A museum, an office or an expert, by name."), max_length=200)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    language = forms.ChoiceField(label=_("Language of the mails"))
    question = TextField(
        label=_("Your question"),
        help_text=_("They read it as you write it, once they have shown their code."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    parts = forms.MultipleChoiceField(
        label=_("What of the case they may see"),
        help_text=_("Tick no more than the question needs."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    papers = forms.TypedMultipleChoiceField(
        label=_("Which papers they may see"), widget=forms.CheckboxSelectMultiple, coerce=int, required=False
    )
    last_day = DayField(label=_("Last day to answer"))
    code = forms.ChoiceField(
        label=_("How they get the code"),
        help_text=_("Link and code together open the request. By phone is safer: a mailbox may be read by others."),
        choices=WAYS,
        widget=forms.RadioSelect,
    )
    submit_label = _("Ask them")

    def __init__(self, *args: Any, parts: list[Any], papers: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"parts": [str(part) for part in SHARED_AT_FIRST], "code": BY_PHONE, **self.initial}
        self.fields["language"].choices = languages_here()  # type: ignore[attr-defined]
        self.fields["parts"].choices = parts  # type: ignore[attr-defined]
        self.fields["papers"].choices = [(paper.pk, paper.name) for paper in papers]  # type: ignore[attr-defined]
        if not papers:
            del self.fields["papers"]


class LastDayForm(Form):
    """Another last day."""

    last_day = DayField(label=_("Last day to answer"))
    submit_label = _("Change the last day")


class NewCodeForm(Form):
    """How a new code gets there."""

    code = forms.ChoiceField(
        label=_("How they get the new code"), choices=WAYS, widget=forms.RadioSelect, initial=BY_PHONE
    )
    submit_label = _("Make a new code")


class CodeForm(Form):
    """The code that the body was given."""

    code = TextField(
        label=_("Code"),
        help_text=_("Eight letters and figures, which you were told by phone or in a second mail."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "characters"}
        ),
    )
    submit_label = _("Continue")


class BodyAnswerForm(Form):
    """The answer, which is given once."""

    text = TextField(
        label=_("Your answer"),
        help_text=_("You can send it once, and nobody can change it afterwards."),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    attachments = FilesField()
    submit_label = _("Send the answer")
