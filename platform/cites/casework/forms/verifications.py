"""What is asked of the authority of another State, and what happened with the question."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.look.forms import DayField, Form
from cites.permits.models import Tidings, Way
from cites.permits.services.verifications import Happened, Question
from localization.forms import TextField
from tenants.context import today

LANGUAGES: Final = (("en", _("English")), ("fr", _("French")), ("es", _("Spanish")))
_SAID: Final = frozenset({Tidings.PARTLY, Tidings.CONFIRMED, Tidings.DENIED})
"""What somebody of the authority said, so that it is kept who and how."""


class QuestionForm(Form):
    """Whom to ask, until when, and the text, which is proposed and may be changed."""

    submit_label = _("Keep the question")

    authority = TextField(label=_("Who is asked"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)
    language = forms.ChoiceField(label=_("Language of the text"), choices=LANGUAGES)
    last_day = DayField(label=_("Last day to answer"))
    text = TextField(label=_("Text"), max_length=6000, widget=forms.Textarea(attrs={"rows": 18}))

    def clean_last_day(self) -> Any:
        day = self.cleaned_data["last_day"]
        if day < today():
            raise forms.ValidationError(_("This day is over already"))
        return day

    @property
    def question(self) -> Question:
        """What was typed."""
        data = self.cleaned_data
        return Question(data["authority"], data["language"], data["text"], data["last_day"], data["email"])


class HappenedForm(Form):
    """One entry of the log."""

    submit_label = _("Write it down")

    tidings = forms.ChoiceField(label=_("What happened?"), choices=Tidings.choices, widget=forms.RadioSelect)
    happened_on = DayField(label=_("On which day?"))
    way = forms.ChoiceField(label=_("By what way?"), choices=[("", "–"), *Way.choices], required=False)
    person = TextField(label=_("Who answered?"), required=False, max_length=200)
    says = TextField(
        label=_("What was said?"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )

    def clean_happened_on(self) -> Any:
        day = self.cleaned_data["happened_on"]
        if day > today():
            raise forms.ValidationError(_("This day has not come yet"))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("tidings") in _SAID:
            for name, words in (
                ("person", _("Enter who answered")),
                ("way", _("Choose by what way the answer came")),
                ("says", _("Enter what was said")),
            ):
                if not data.get(name):
                    self.add_error(name, words)
        if data.get("tidings") in (Tidings.UNANSWERED, Tidings.NEEDLESS) and not data.get("says"):
            self.add_error("says", _("Say why you end it without an answer"))
        return data

    @property
    def happened(self) -> Happened:
        """What was typed."""
        data = self.cleaned_data
        return Happened(data["tidings"], data["happened_on"], data["way"], data["person"], data["says"])
