"""Lines of which something is found otherwise than of the rest: which, how it comes out, and under which conditions."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cites.permits.forms.written import STRAY_CONDITIONS, conditions_field
from cites.permits.models import ApplicationLine, Conclusion
from cites.permits.models.codes import conclusions_of
from cites.permits.rules.apart import names_apart, said_apart
from localization.forms import TextField

MOST_TICKED: Final = 12
"""Of more lines than these the letters are typed."""


class LettersField(TextField):
    """Letters of lines with spaces or commas between them; cleans to their places."""

    def __init__(self, *, lines: Sequence[ApplicationLine], **options: Any) -> None:
        super().__init__(**options)
        self.places = {line.letter: line.position for line in lines}

    def clean(self, value: Any) -> list[int]:
        """Return the places; raises ValidationError for a letter of no line that needs the finding."""
        typed = str(super().clean(value) or "").upper().replace(",", " ").split()
        unknown = sorted(set(typed) - self.places.keys())
        if unknown:
            message = gettext("No line that needs this finding has this letter: %(letters)s")
            raise forms.ValidationError(message % {"letters": ", ".join(unknown)})
        return sorted({self.places[letter] for letter in typed})


def fields_apart(kind: str, lines: Sequence[ApplicationLine]) -> dict[str, forms.Field]:
    """Return the fields for lines apart by their names; none where there is but one line."""
    if len(lines) < 2:
        return {}
    names = names_apart(kind)
    found = forms.ChoiceField(
        label=_("What do you find of these lines?"),
        choices=conclusions_of(kind),
        widget=forms.RadioSelect,
        required=False,
    )
    conditions = conditions_field(_("Conditions for these lines"))
    return {names.lines: _plain(_lines(lines)), names.found: _plain(found), names.conditions: conditions}


def faults_apart(kind: str, left: Sequence[ApplicationLine], data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is wrong with what is said of lines apart, by field.

    ``left`` are the lines that nothing taken over answers.
    """
    names, apart = names_apart(kind), said_apart(kind, data)
    if not apart.lines:
        said = apart.conclusion or apart.conditions
        return {names.lines: _("Tick the lines of which you find this.")} if said else {}
    if not apart.conclusion:
        return {names.found: _("Say what you find of these lines.")}
    if not set(apart.lines) <= {line.position for line in left}:
        return {names.lines: _("A finding that you take over answers for one of these lines.")}
    if len(apart.lines) == len(left):
        return {names.lines: _("These are all lines: answer above, for all of them.")}
    if apart.conclusion == Conclusion.CONDITIONAL and not apart.conditions:
        return {names.conditions: _("Name the conditions.")}
    if apart.conclusion != Conclusion.CONDITIONAL and apart.conditions:
        return {names.conditions: STRAY_CONDITIONS}
    return {}


def _plain(field: Any) -> forms.Field:
    """The field without the word that it is optional, which what is folded away says by itself."""
    field.says_optional = False
    plain: forms.Field = field
    return plain


def _lines(lines: Sequence[ApplicationLine]) -> forms.Field:
    label = _("Which lines?")
    if len(lines) > MOST_TICKED:
        hint = _("Their letters, with spaces or commas between them.")
        return LettersField(lines=lines, label=label, help_text=hint, required=False, max_length=2000)
    return forms.TypedMultipleChoiceField(
        label=label,
        choices=[(line.position, f"{line.letter}: {line.scientific_name} ({line.term})") for line in lines],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
