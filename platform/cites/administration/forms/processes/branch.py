"""The forms of a branch: of one that is there, and of one by which another authority works at the same time."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from cites.administration.forms.fields import Choice, Named
from cites.administration.forms.keys import table_at
from cites.administration.forms.languages import texts
from cites.administration.forms.processes.choices import (
    fact_fields,
    label_in,
    role_choices,
    stage_choices,
    verb_choices,
)
from cites.administration.forms.processes.conditions import CONDITIONS, without_empty_tests
from cites.administration.forms.processes.thing import Fields, ThingForm
from cites.administration.forms.section_form import fields
from cites.administration.processes.branching import Texts, branch_of, parted, with_branch
from cites.administration.processes.changes import Plain, origins_of
from cites.administration.processes.spots import Spot
from workflows.verbs import actions


class BranchForm(ThingForm):
    """A branch that is there: its name, where it begins, for which cases it is opened."""

    title = _("Branch")
    looks_species_up = True

    def made(self) -> Iterator[Fields]:
        yield Fields(_("What it is called"), fields(self._name(), self._first()))
        yield from self.conditions()

    def _name(self) -> Named:
        yield from texts("label", _("What officers call it"), self.languages, self.thing.get("label"), most=60)

    def _first(self) -> Named:
        inside = Spot(f"{self.spot.key}.stages", "", self.spot.key)
        held = [str(self.thing["first"])] if self.thing.get("first") else []
        yield "first", Choice(label=_("Begins at"), choices=stage_choices(self.workflow, inside, *held))

    def conditions(self) -> Iterator[Fields]:
        """Yield for which cases it is opened."""
        for test, title, hint in CONDITIONS:
            yield Fields(title, dict(fact_fields(test, table_at(self.thing, test))), hint, folded=True)

    def clean(self) -> dict[str, Any]:
        """It has a name in one language at least."""
        answers = super().clean() or {}
        self.require_text("label", _("Enter what officers call it"))
        return answers

    def applied(self) -> dict[str, Any]:
        return without_empty_tests(super().applied())


class NewBranchForm(BranchForm):
    """Another authority that makes its finding at the same time."""

    title = _("Another authority at the same time")
    submit_label = _("Add it")

    def __init__(self, parts: Any, code: str, spot: Spot, data: Any = None) -> None:
        self.stage = spot.table.split(".")[1]
        super().__init__(parts, code, spot, data)

    def made(self) -> Iterator[Fields]:
        yield Fields(_("Who works at the same time"), fields(self._name(), self._work()))
        if not table_at(self.workflow, f"stages.{self.stage}.branches"):
            yield Fields(_("Those who are there now"), fields(self._present()))
        yield from self.conditions()

    def _work(self) -> Named:
        yield "role", forms.ChoiceField(label=_("Whose work it is"), choices=[("", "–"), *role_choices()])
        yield "verb", forms.ChoiceField(label=_("What they do"), choices=[("", "–"), *verb_choices()])
        yield from self.days()

    def days(self) -> Named:
        """Yield the field for how long they may take."""
        yield (
            "working_days",
            forms.IntegerField(
                label=_("Working days at most"),
                min_value=1,
                max_value=366,
                required=False,
                widget=forms.NumberInput({"class": "govuk-input--width-4"}),
            ),
        )

    def _present(self) -> Named:
        yield (
            "ends",
            forms.ChoiceField(
                label=_("With which step is their own work done?"),
                help_text=_(
                    "The case goes on from there once the others are done too. Every other step stays as it is."
                ),
                choices=self._steps_onwards(),
                widget=forms.RadioSelect,
            ),
        )

    def _steps_onwards(self) -> list[tuple[str, str]]:
        """The steps out of the stage that the office makes."""
        moves = table_at(self.workflow, "moves")
        here = {key: move for key, move in moves.items() if self.stage in origins_of(move)}
        verbs = {key: str(move.get("verb") or key) for key, move in here.items()}
        found = [key for key, verb in verbs.items() if verb not in actions or not actions.get(verb).for_applicant]
        return [
            (key, label_in(here[key], "") or str(actions.get(verbs[key]).label if verbs[key] in actions else key))
            for key in found
        ]

    def clean(self) -> dict[str, Any]:
        """At one stage nobody does what another authority does there: each has an action of its own."""
        answers = super().clean() or {}
        if answers.get("verb") in self._verbs_taken(str(answers.get("ends", ""))):
            message = _("This is done at the stage already. Choose what this authority does of its own.")
            self.add_error("verb", forms.ValidationError(message, code="taken"))
        return answers

    def _verbs_taken(self, ends: str) -> set[str]:
        moves = table_at(self.workflow, "moves")
        here = {key: move for key, move in moves.items() if self.stage in origins_of(move) or key == ends}
        for branch in table_at(self.workflow, f"stages.{self.stage}.branches").values():
            here |= table_at(branch, "moves")
        return {str(move.get("verb") or key) for key, move in here.items() if isinstance(move, dict)}

    def outcome(self) -> tuple[Plain, str]:
        """Return the whole workflow with the new branch, and the key of that branch."""
        done = {code: _in_language(code) for code in self.languages}
        before = self.workflow
        if ends := self.cleaned_data.get("ends"):
            before = parted(before, self.stage, ends, done, self.whole())
        label = {
            code: self.cleaned_data[f"label.{code}"]
            for code in self.languages
            if self.cleaned_data.get(f"label.{code}")
        }
        branch = branch_of(
            label=label,
            at_work=self.at_work(label),
            done=done,
            verb=self.cleaned_data["verb"],
            role=self.cleaned_data["role"],
            working_days=self.cleaned_data.get("working_days"),
        )
        tests = {name: value for name, value in self.applied().items() if name in ("when", "only", "unless")}
        english = label.get("en") or self.text_told("label")
        after, name = with_branch(before, self.stage, {**branch, **tests}, english)
        return after, f"stages.{self.stage}.branches.{name}"

    def whole(self) -> Texts | None:
        """Return what officers call the stage once several work there; None for as before."""
        return None

    def at_work(self, label: Texts) -> Texts:
        """Return what officers call the stage at which they work."""
        return label


def _in_language(code: str) -> str:
    with override(code):
        return gettext("Done")
