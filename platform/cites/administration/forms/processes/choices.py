"""What the forms of a workflow offer to choose from, by its name: people, actions, stages, conditions, facts."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from cites.accounts.roles import FRONT_DOOR
from cites.administration.forms.fields import Choices, Ticks
from cites.administration.forms.keys import ABSENT, table_at
from cites.administration.processes.spots import Spot
from cites.species.queries import classes_and_orders
from kernel.text import LocalisedText
from localization.languages import page_language
from workflows.drawing.conditions import label_of_fact, label_of_guard, label_of_value
from workflows.drawing.telling import APPLICANT
from workflows.drawing.words import label_of_role
from workflows.facts import CaseFact, case_facts
from workflows.guards import guards
from workflows.papers import papers
from workflows.people import office_roles
from workflows.verbs import actions


def role_choices(*held: str) -> list[tuple[str, str]]:
    """Return the roles, and those that a draft holds besides."""
    own = [name for name in office_roles.names() if name not in FRONT_DOOR]
    return _by_name((name, label_of_role(name)) for name in dict.fromkeys([*own, *held]))


def notice_choices(*held: str) -> list[tuple[str, str]]:
    """Return who may get a notice: the applicant first."""
    return [(APPLICANT, _("the applicant")), *role_choices(*(name for name in held if name != APPLICANT))]


def verb_choices(held: str = "") -> list[tuple[str, str]]:
    """Return what can be done to a case, by the words of its button."""
    named = {action.name: str(action.label) for action in actions}
    return _by_name(({held: held, **named} if held else named).items())


def guard_choices(*held: str) -> list[tuple[str, str]]:
    """Return the conditions that look at who acts."""
    return _by_name((name, label_of_guard(name)) for name in dict.fromkeys([*guards.names(), *held]))


def paper_choices(*held: str) -> list[tuple[str, str]]:
    """Return the papers that a step may make, and those that a draft holds besides."""
    known = {paper.name: str(paper.label) for paper in papers}
    return _by_name((name, known.get(name, name)) for name in dict.fromkeys([*known, *held]))


def stage_choices(workflow: dict[str, Any], spot: Spot, *held: str) -> list[tuple[str, str]]:
    """Return the stages of the process of ``spot``, in their order, and those that a draft names besides."""
    stages = table_at(workflow, spot.stages)
    known = [(key, label_in(stage, key)) for key, stage in stages.items()]
    strange = [(key, _("%(stage)s (there is no such stage)") % {"stage": key}) for key in held if key not in stages]
    return [*known, *strange]


def label_in(thing: Any, key: str) -> str:
    """Return what a plain stage or branch is called; its key where nothing says so."""
    label = table_at(thing, "label")
    return LocalisedText({code: str(text) for code, text in label.items()}).in_language(page_language()) or key


class FactTicks(Ticks):
    """The values of a fact that will do; a draft may hold one alone, or yes and no as a file writes them."""

    def read(self, plain: Any) -> list[str]:
        listed = plain if isinstance(plain, list | tuple) else [] if plain in ("", None) else [plain]
        return [{True: "yes", False: "no"}[each] if isinstance(each, bool) else str(each) for each in listed]

    def write(self, value: Any) -> Any:
        return list(value) or ABSENT


def fact_fields(test: str, held: dict[str, Any]) -> Iterator[tuple[str, FactTicks]]:
    """Yield name and field for each fact that ``test`` (when, only or unless) may ask for."""
    names = classes_and_orders()
    for fact in case_facts:
        stated = held.get(fact.name, ABSENT)
        kept = FactTicks(choices=()).read(stated) if stated is not ABSENT else []
        choices = _values(fact, names.get(fact.name, ()), kept)
        label = label_of_fact(fact.name)
        named = label[:1].upper() + label[1:]
        yield f"{test}.{fact.name}", FactTicks(label=named, choices=choices, small=True, required=False)


def _values(fact: CaseFact, names: Iterable[str], held: list[str]) -> Choices:
    known = fact.values if fact.values is not None else names
    return [(value, label_of_value(fact.name, value)) for value in dict.fromkeys([*known, *held])]


def _by_name(named: Any) -> list[tuple[str, str]]:
    return sorted(named, key=lambda each: each[1].casefold())
