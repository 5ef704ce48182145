"""Forms made of questions, whose table says of which documents and specimens each is."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cites.casework.forms.choices import coded_choices, countries
from cites.look.forms import DayField
from cites.permits.rules.days import too_early
from cites.permits.rules.quantities import MOST_DECIMALS
from cites.permits.rules.questions.asking import unanswered
from cites.permits.rules.questions.model import SEVERAL, Kind, Question
from localization.forms import NumberField, TextField
from tenants.context import current_profile, today

Made = Callable[..., forms.Field]


class QuestionsForm(forms.Form):
    """A page of questions; a question that another may answer in its stead is not asked for by itself."""

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            self.fields[question.name] = _field(question)
        self.initial = {name: _initial(self.fields.get(name), value) for name, value in self.initial.items()}

    def clean(self) -> dict[str, Any]:
        """Ask for what neither the question itself nor the one in its stead has answered."""
        data = super().clean() or {}
        for question in unanswered([each for each in self.questions if each.instead], data.get):
            if question.name not in self.errors:
                self.add_error(question.name, gettext(question.missing))
        self._ask_for_what_goes_along(data)
        return data

    def _ask_for_what_goes_along(self, data: dict[str, Any]) -> None:
        for question in self.questions:
            name, words = question.goes_with or ("", "")
            answered = data.get(question.name) or (question.instead and data.get(question.instead))
            if data.get(name) and not answered and question.name not in self.errors:
                self.add_error(question.name, gettext(words))


def _initial(field: forms.Field | None, value: Any) -> Any:
    """An answer as its field shows it: of those without a column only the text is kept."""
    if isinstance(field, DayField) and isinstance(value, str) and value:
        return _day(value)
    if isinstance(field, NumberField) and isinstance(value, str):
        return _number(value)
    if isinstance(field, forms.MultipleChoiceField) and isinstance(value, str):
        return value.split(SEVERAL)
    return value


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _number(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def _field(question: Question) -> forms.Field:
    needed = bool(question.missing) and not question.instead
    options: dict[str, Any] = {
        "label": gettext(question.label),
        "help_text": gettext(question.help) if question.help else "",
        "required": needed,
    }
    if question.missing:
        options["error_messages"] = {"required": gettext(question.missing)}
    field: Any = _MADE_OF[question.kind](question, options)
    field.says_optional = not question.missing  # what another question may answer is asked for all the same
    made: forms.Field = field
    return made


def _text(question: Question, options: dict[str, Any]) -> forms.Field:
    return TextField(max_length=question.most, **options)


def _words(question: Question, options: dict[str, Any]) -> forms.Field:
    attributes: dict[str, Any] = {"rows": 4 if question.most >= 500 else 2}
    if question.autocomplete:
        attributes["autocomplete"] = question.autocomplete
    return TextField(max_length=question.most, widget=forms.Textarea(attrs=attributes), **options)


def _one_of(question: Question, options: dict[str, Any]) -> forms.Field:
    choices = [(code, gettext(words)) for code, words in question.choices]
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **options)


def _some_of(question: Question, options: dict[str, Any]) -> forms.Field:
    choices = [(code, gettext(words)) for code, words in question.choices]
    return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **options)


def _a_day(question: Question, options: dict[str, Any]) -> forms.Field:
    return DayField(validators=[partial(_refuse_too_early, question.name)], **options)


def _a_past_day(question: Question, options: dict[str, Any]) -> forms.Field:
    return DayField(validators=[_refuse_future, partial(_refuse_too_early, question.name)], **options)


def _refuse_too_early(name: str, day: date | None) -> None:
    if day and (message := too_early(name, day, today())):
        raise forms.ValidationError(gettext(message))


def _refuse_future(day: date | None) -> None:
    if day and day > today():
        raise forms.ValidationError(_("The date must not be in the future"))


def _listed(choices: Callable[[], list[tuple[str, Any]]], _question: Question, options: dict[str, Any]) -> forms.Field:
    return forms.ChoiceField(choices=choices(), **options)


def _countries() -> list[tuple[str, Any]]:
    return countries(current_profile().iso2)


def _another_country(_question: Question, options: dict[str, Any]) -> forms.Field:
    return forms.ChoiceField(choices=countries(), validators=[_refuse_this_country], **options)


def _refuse_this_country(code: str) -> None:
    if code == current_profile().iso2:
        raise forms.ValidationError(_("Choose another country than this one"))


def _ports() -> list[tuple[str, Any]]:
    return [("", _("Choose one")), *((port.locode, f"{port.name} ({port.locode})") for port in current_profile().ports)]


def _count(question: Question, options: dict[str, Any]) -> forms.Field:
    return forms.IntegerField(
        min_value=1,
        max_value=question.most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
        **options,
    )


def _amount(_question: Question, options: dict[str, Any]) -> forms.Field:
    return NumberField(min_value=0, max_digits=18, decimal_places=MOST_DECIMALS, **options)


_MADE_OF: Final[Mapping[Kind, Callable[[Question, dict[str, Any]], forms.Field]]] = {
    Kind.TEXT: _text,
    Kind.WORDS: _words,
    Kind.CHOICE: _one_of,
    Kind.CHOICES: _some_of,
    Kind.DAY: _a_day,
    Kind.PAST_DAY: _a_past_day,
    Kind.COUNTRY: partial(_listed, _countries),
    Kind.OTHER_COUNTRY: _another_country,
    Kind.PORT: partial(_listed, _ports),
    Kind.PURPOSE: partial(_listed, partial(coded_choices, "purposes")),
    Kind.SOURCE: partial(_listed, partial(coded_choices, "sources")),
    Kind.COUNT: _count,
    Kind.AMOUNT: _amount,
}
