"""The check of a paper of another State: what stands on it, one question after the other, and what is doubtful."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cites.casework.forms.choices import coded_choices, countries
from cites.casework.forms.incoming_lines import (
    MOST_LINES,
    groups_of_line,
    initial_of_line,
    line_fields,
    said_lines,
)
from cites.casework.incoming_words import ALTERATION_WORDS, ANSWER_WORDS, ORIGINAL_WORDS
from cites.look.folding import Group
from cites.look.forms import DayField, Form
from cites.permits.models.specimens import letter
from cites.permits.queries.incoming import PLAIN, Said
from cites.permits.rules.days import too_early
from cites.permits.rules.document_types import DOCUMENTS
from cites.permits.rules.incoming import PRESENTED
from cites.permits.rules.incoming_questions import CHECKS, DOUBTS, UNSEEN, Check
from localization.forms import TextField
from tenants.context import current_profile, today

HERE, PAPER_ONLY = "here", "paper"
_NOT_LOOKED: Final = (UNSEEN, _("Not looked at"))
ANSWERS: Final = (*ANSWER_WORDS.items(), (UNSEEN, _("Not looked at, or it does not apply")))
ORIGINALS: Final = (*ORIGINAL_WORDS.items(), _NOT_LOOKED)
ALTERATIONS: Final = (*ALTERATION_WORDS.items(), _NOT_LOOKED)
PAPER_FIELDS: Final = (
    "arrived", "presented_on", "country", "document_type", "number", "issued_on", "valid_until", "authority",
    "signatory", "purpose",
)  # fmt: skip


class CheckForm(Form):
    """A paper as it is in somebody's hands; only what is not on the paper is left out."""

    submit_label = _("Save the check")

    arrived = forms.ChoiceField(
        label=_("What is here?"),
        choices=[(HERE, _("The specimens, with the paper")), (PAPER_ONLY, _("Only the paper, or a copy of it"))],
        widget=forms.RadioSelect,
    )
    presented_on = DayField(label=_("Day on which it was presented"))
    country = forms.ChoiceField(
        label=_("Country that issued it"), error_messages={"required": _("Choose the country that issued it")}
    )
    document_type = forms.ChoiceField(
        label=_("Which document is it?"), error_messages={"required": _("Choose which document it is")}
    )
    number = TextField(label=_("Number (box 1)"), required=False, max_length=60)
    issued_on = DayField(label=_("Day of issue (box 13)"), required=False)
    valid_until = DayField(label=_("Last day on which it is valid (box 2)"), required=False)
    authority = TextField(label=_("Authority that issued it (box 6)"), required=False, max_length=200)
    signatory = TextField(label=_("Who signed it (box 13)"), required=False, max_length=200)
    purpose = forms.ChoiceField(label=_("Purpose (box 5a)"), required=False)
    original = forms.ChoiceField(
        label=_("In which form was it presented?"), choices=ORIGINALS, widget=forms.RadioSelect, required=False
    )
    alterations = forms.ChoiceField(
        label=_("Is anything on it altered, erased or added?"), choices=ALTERATIONS, widget=forms.RadioSelect,
        required=False,
    )  # fmt: skip
    boxes_missing = TextField(
        label=_("Which boxes are empty?"), help_text=_("Only where some are, such as 5a, 12."), required=False,
        max_length=200,
    )  # fmt: skip
    doubts = forms.MultipleChoiceField(
        label=_("Is there a reason to ask the authority that issued it?"),
        help_text=_("Tick what there is. What the rules find by themselves is added."),
        choices=[(each.rule, _(each.ticked)) for each in DOUBTS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    remark = TextField(label=_("Remark"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    lines = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, lines: int = 1, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = current_profile().iso2
        self.numbers = range(1, max(1, min(lines, MOST_LINES)) + 1)
        self.initial.setdefault("presented_on", today())
        self.initial["lines"] = len(self.numbers)
        self.fields["country"].choices = [each for each in countries() if each[0] != here]  # type: ignore[attr-defined]
        self.fields["document_type"].choices = [("", _("Choose one")), *document_choices()]  # type: ignore[attr-defined]
        self.fields["purpose"].choices = coded_choices("purposes")  # type: ignore[attr-defined]
        for check in CHECKS:
            self.fields[check.name] = _question(check)
        for number in self.numbers:
            self.fields |= line_fields(number, here)

    @property
    def paper(self) -> list[forms.BoundField]:
        """What stands on the paper as a whole."""
        return [self[name] for name in PAPER_FIELDS]

    @property
    def shown_lines(self) -> list[tuple[str, list[Group]]]:
        """The lines by their letters, with their fields."""
        return [(letter(number), groups_of_line(self, number)) for number in self.numbers]

    @property
    def questions(self) -> list[forms.BoundField]:
        """The check list, one question each."""
        first, *others = (check.name for check in CHECKS)
        return [self[name] for name in ("original", "alterations", first, "boxes_missing", *others)]

    @property
    def last(self) -> list[forms.BoundField]:
        """What is doubtful, and what else there is to say."""
        return [self["doubts"], self["remark"]]

    def clean_presented_on(self) -> Any:
        day = self.cleaned_data["presented_on"]
        if day > today():
            raise forms.ValidationError(_("This day has not come yet"))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("issued_on", "valid_until"):
            if data.get(name) and (early := too_early(name, data[name], today())):
                self.add_error(name, gettext(early))
        return data

    @property
    def said(self) -> Said:
        """What was typed."""
        data = self.cleaned_data
        return Said(
            **{name: data[name] for name in PLAIN},
            arrived=data["arrived"] == HERE,
            answers={check.name: data[check.name] for check in CHECKS if data[check.name]},
            lines=list(said_lines(data, len(self.numbers))),
        )


class AcceptanceForm(Form):
    """Why a paper is accepted although a rule speaks against it."""

    submit_label = _("Accept it all the same")

    reason = TextField(
        label=_("Why do you accept it?"), help_text=_("It stands beside the check, with your name."), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


def initial_of(said: Said) -> dict[str, Any]:
    """Return what stands in the form before anybody types, of a paper of which something is known."""
    lines = (initial_of_line(number, line) for number, line in enumerate(said.lines, 1))
    return {
        **{name: getattr(said, name) for name in PLAIN},
        "arrived": HERE if said.arrived else PAPER_ONLY,
        **said.answers,
        **{name: value for line in lines for name, value in line.items()},
    }


def document_choices() -> Iterable[tuple[str, str]]:
    """The documents with which specimens come from another State."""
    return [(code, gettext(DOCUMENTS[code].name)) for code in PRESENTED]


def _question(check: Check) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_(check.asks), help_text=_(check.help) if check.help else "", choices=ANSWERS, widget=forms.RadioSelect,
        required=False,
    )  # fmt: skip
