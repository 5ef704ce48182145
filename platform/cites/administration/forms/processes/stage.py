"""The form of a stage: what it is called, whose turn it is, how long it may take, what the applicant is told."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.administration.forms.fields import Choice, Named, Ticks, Whole, by_default
from cites.administration.forms.keys import at, list_at, put
from cites.administration.forms.languages import texts
from cites.administration.forms.processes.choices import role_choices, stage_choices
from cites.administration.forms.processes.thing import Fields, ThingForm
from cites.administration.forms.section_form import fields
from workflows.definition import StageKind

KINDS = (
    (StageKind.OPEN.value, _("The office’s")),
    (StageKind.WAITING.value, _("Somebody else’s, such as the applicant’s or the cashier’s")),
    (StageKind.FINAL.value, _("Nobody’s: the case is finished")),
)
FIRST = "first"


class StageForm(ThingForm):
    """One stage."""

    title = _("Stage")

    def made(self) -> Iterator[Fields]:
        yield Fields(
            _("What it is called"),
            fields(texts("label", _("What officers call it"), self.languages, self.thing.get("label"), most=60)),
        )
        yield Fields(_("Whose turn it is"), fields(self._turn()))
        yield Fields(_("How long it may take"), fields(self._days()), folded=True)
        yield Fields(
            _("What the applicant is told"),
            fields(
                texts("applicant_text", _("Text"), self.languages, self.thing.get("applicant_text"), rows=2, most=500)
            ),
        )
        if self.workflow.get("first") != self.spot.name and not self.spot.process:
            yield Fields(_("Where cases begin"), fields(self._first()), folded=True)

    def _turn(self) -> Named:
        if self.thing.get("branches"):
            choices = [("", "–"), *stage_choices(self.workflow, self.spot, *filter(None, [self._joined()]))]
            yield "joined", Choice(label=_("When all of them are done, the case goes on to"), choices=choices)
            return
        yield (
            "kind",
            by_default(StageKind.OPEN.value, Choice(label=_("It is"), choices=KINDS, holds=self.thing.get("kind"))),
        )
        held = [str(each) for each in list_at(self.thing, "people")]
        yield (
            "people",
            Ticks(
                label=_("Who has to act"),
                help_text=_("Those in whose list a case stands that is here."),
                choices=role_choices(*held),
                small=True,
                required=False,
            ),
        )

    def _joined(self) -> str:
        joined = self.thing.get("joined")
        return joined if isinstance(joined, str) else ""

    def _days(self) -> Named:
        days: dict[str, Any] = {"min_value": 1, "max_value": 366, "required": False}
        yield (
            "working_days",
            Whole(label=_("Working days at most"), help_text=_("Cases that take longer are shown as late."), **days),
        )
        yield (
            "remind_after",
            Whole(label=_("Working days until a reminder"), help_text=_("Sent once to those who have to act."), **days),
        )

    def _first(self) -> Named:
        yield FIRST, forms.BooleanField(label=_("New cases begin here"), required=False)

    def clean(self) -> dict[str, Any]:
        """A stage has a name in one language at least; the check says which others are missing."""
        answers = super().clean() or {}
        self.require_text("label", _("Enter what officers call it"))
        return answers

    def applied(self) -> dict[str, Any]:
        """The stage; one that is finished asks nobody to act."""
        stage = super().applied()
        if at(stage, "kind") == StageKind.FINAL.value:
            stage = {
                name: value for name, value in stage.items() if name not in ("people", "working_days", "remind_after")
            }
        return put(stage, "label", stage.get("label", {}))

    @property
    def becomes_first(self) -> bool:
        """Whether new cases shall begin here."""
        return bool(self.cleaned_data.get(FIRST))
