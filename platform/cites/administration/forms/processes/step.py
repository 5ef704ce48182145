"""The form of a step: what is done, from where, whither, by whom, for which cases, and who hears of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.administration.forms.fields import Choice, Named, Ticks, Whole
from cites.administration.forms.keys import list_at, table_at
from cites.administration.forms.languages import texts
from cites.administration.forms.processes.choices import (
    fact_fields,
    guard_choices,
    notice_choices,
    paper_choices,
    role_choices,
    stage_choices,
    verb_choices,
)
from cites.administration.forms.processes.conditions import CONDITIONS, without_empty_tests
from cites.administration.forms.processes.thing import Fields, ThingForm
from cites.administration.forms.section_form import fields
from cites.administration.processes.changes import origins_of

HOW = "how"
PEOPLE, EVENT, AT_ONCE, CLOCK = "people", "event", "at_once", "clock"
HOWS = (
    (PEOPLE, _("Somebody does it")),
    (EVENT, _("By itself, when it happens, such as a payment")),
    (AT_ONCE, _("By itself, as soon as a case arrives")),
    (CLOCK, _("By itself, after some working days")),
)


class StepForm(ThingForm):
    """One step."""

    title = _("Step")
    looks_species_up = True

    def made(self) -> Iterator[Fields]:
        yield Fields(_("The step"), fields(self._what()))
        yield Fields(_("Who does it"), fields(self._who()))
        for test, title, hint in CONDITIONS:
            yield Fields(title, dict(fact_fields(test, table_at(self.thing, test))), hint, folded=True)
        yield Fields(_("Who is told, and by which papers"), fields(self._told()), folded=True)

    def _what(self) -> Named:
        held = str(self.thing.get("verb") or self.spot.name)
        yield "verb", Choice(label=_("What is done"), choices=[("", "–"), *verb_choices(held)])
        origins = origins_of(self.thing)
        here = stage_choices(self.workflow, self.spot, *origins)
        yield "from", Ticks(label=_("At which stages"), choices=here, small=True)
        target = [str(self.thing["to"])] if self.thing.get("to") else []
        yield "to", Choice(label=_("Leads to"), choices=[("", "–"), *stage_choices(self.workflow, self.spot, *target)])
        yield from texts(
            "label",
            _("What its button says"),
            self.languages,
            self.thing.get("label"),
            most=60,
            help_text=_("Leave it empty to use the usual words."),
        )

    def _who(self) -> Named:
        yield HOW, forms.ChoiceField(label=_("How it is done"), choices=HOWS, widget=forms.RadioSelect)
        held = [str(each) for each in list_at(self.thing, "roles")]
        yield "roles", Ticks(label=_("Who may do it"), choices=role_choices(*held), small=True, required=False)
        yield (
            "after_working_days",
            Whole(
                label=_("After how many working days"),
                help_text=_("Of a step that is made by itself after some days."),
                min_value=1,
                max_value=366,
                required=False,
            ),
        )
        needs = [str(each) for each in list_at(self.thing, "needs")]
        yield "needs", Ticks(label=_("Only where"), choices=guard_choices(*needs), small=True, required=False)

    def _told(self) -> Named:
        held = [str(each) for each in list_at(self.thing, "tells")]
        yield "tells", Ticks(label=_("Who gets a notice"), choices=notice_choices(*held), small=True, required=False)
        yield from texts(
            "text", _("What the applicant reads in it"), self.languages, self.thing.get("text"), rows=2, most=500
        )
        papers = [str(each) for each in list_at(self.thing, "documents")]
        yield (
            "documents",
            Ticks(
                label=_("Papers that it produces"),
                help_text=_("The permit and the invoice are made by their own steps, whether they are ticked or not."),
                choices=paper_choices(*papers),
                small=True,
                required=False,
            ),
        )

    def told_at_first(self) -> Mapping[str, Any]:
        """How the step is made; the action of a step that states none is the one of its key."""
        found: dict[str, Any] = {HOW: _how(self.thing)}
        return found if self.is_new else {**found, "verb": str(self.thing.get("verb") or self.spot.name)}

    def clean(self) -> dict[str, Any]:
        """Somebody does it, or it is made by itself and when."""
        answers = super().clean() or {}
        if answers.get(HOW) == PEOPLE and not answers.get("roles"):
            self.add_error("roles", forms.ValidationError(_("Choose who may do it"), code="required"))
        if answers.get(HOW) == CLOCK and not answers.get("after_working_days"):
            message = _("Enter after how many working days")
            self.add_error("after_working_days", forms.ValidationError(message, code="required"))
        return answers

    def applied(self) -> dict[str, Any]:
        """The step with how it is made; what it says by default is left out."""
        step = without_empty_tests(super().applied())
        how = self.cleaned_data[HOW]
        for name, holds in (("automatic", how != PEOPLE), ("at_once", how == AT_ONCE)):
            step = {**step, name: True} if holds else _without(step, name)
        if how != PEOPLE:
            step = _without(step, "roles")
        if how != CLOCK:
            step = _without(step, "after_working_days")
        return _without(step, "verb") if step.get("verb") == self.spot.name else step


def _how(step: Mapping[str, Any]) -> str:
    if not step.get("automatic"):
        return PEOPLE
    return AT_ONCE if step.get("at_once") else CLOCK if step.get("after_working_days") else EVENT


def _without(step: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in step.items() if key != name}
