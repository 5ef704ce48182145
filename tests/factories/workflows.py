"""Made-up workflows, actions and cases."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

from django import forms

from workflows.definition import Workflow
from workflows.facts import YES_OR_NO, CaseFact, case_facts
from workflows.verbs import Action, actions


def stage(label: str, **more: Any) -> dict[str, Any]:
    """Return the table of a stage."""
    return {"label": {"en": label}, **more}


def move(origin: str, target: str, *roles: str, **more: Any) -> dict[str, Any]:
    """Return the table of a move that ``roles`` may make."""
    return {"from": [origin], "to": target, "roles": list(roles), **more}


def branch(verb: str = "find", *roles: str, **more: Any) -> dict[str, Any]:
    """Return the table of a branch that waits until ``verb`` ends it; stages and moves in ``more`` are put over it."""
    stages = {"waiting": stage("Waiting"), "end": stage("End", kind="final")} | more.pop("stages", {})
    moves = more.pop("moves", {}) or {"find": move("waiting", "end", *(roles or ("ma_officer",)), verb=verb)}
    return {"label": {"en": f"Branch to {verb}"}, "first": "waiting", "stages": stages, "moves": moves, **more}


def licence_table() -> dict[str, Any]:
    """Return the small workflow of a licensing office: apply, examine, decide, be paid."""
    return {
        "name": {"en": "Licence"},
        "first": "draft",
        "stages": {
            "draft": stage("Draft", kind="waiting"),
            "examining": stage("Being examined"),
            "decision": stage("Awaiting decision"),
            "payment": stage("Awaiting payment", kind="waiting"),
            "granted": stage("Granted", kind="final"),
            "refused": stage("Refused", kind="final"),
        },
        "moves": {
            "lodge": move("draft", "examining", "trader", needs=["applicant"]),
            "examine": move("examining", "decision", "ma_officer"),
            "grant": move("decision", "payment", "ma_officer", "ma_signatory"),
            "deny": move("decision", "refused", "ma_officer", "ma_signatory"),
            "paid": {"from": ["payment"], "to": "granted", "automatic": True},
        },
    }


def inspected_table(**branches: Any) -> dict[str, Any]:
    """Return the licence's workflow with inspections side by side in place of the examination.

    Hull and crew are always inspected, the fuel only where the case has the fact ``fuel``; ``branches`` are put over.
    """
    table = licence_table()
    inspections = {
        "hull": inspection("hull", "ma_officer"),
        "crew": inspection("crew", "scientific_authority"),
        "fuel": inspection("fuel", "customs", when={"fuel": True}),
    }
    table["stages"]["examining"] = stage("Inspections", branches=inspections | branches, joined="decision")
    del table["moves"]["examine"]
    table["moves"]["withdraw"] = move("examining", "refused", "trader", verb="give_up")
    return table


def inspection(name: str, role: str, **more: Any) -> dict[str, Any]:
    """Return the table of a branch in which ``role`` looks at something and is done."""
    return {
        "label": {"en": f"The {name}"},
        "first": "todo",
        "stages": {"todo": stage(f"Looking at the {name}", people=[role]), "done": stage("Seen", kind="final")},
        "moves": {f"inspect_{name}": move("todo", "done", role)},
        **more,
    }


def inspected(**branches: Any) -> Workflow:
    """Return the workflow with inspections side by side."""
    return Workflow.model_validate(inspected_table(**branches))


def licence(**changes: Any) -> Workflow:
    """Return the small workflow, with the moves and stages in ``changes`` put over it."""
    table = licence_table()
    for name, more in changes.items():
        table[name] = {**table[name], **more} if isinstance(more, dict) else more
    return Workflow.model_validate(table)


def a_workflow(**table: Any) -> Workflow:
    """Return a workflow of these stages and moves, whose first stage is ``draft`` unless stated."""
    return Workflow.model_validate({"name": {"en": "Made up"}, "first": "draft", **table})


@dataclass
class Somebody:
    """A person without a database: a number and roles."""

    pk: int
    roles: frozenset[str] = field(default_factory=frozenset)

    def has_role(self, *roles: str) -> bool:
        return bool(self.roles & set(roles))


class Lodge(Action):
    name = "lodge"
    label = "Lodge"
    history = "%(actor)s lodged the application"
    for_applicant = True


class Examine(Action):
    name = "examine"
    label = "Examine"
    history = "%(actor)s examined the application"
    duty = "examine"


class GrantForm(forms.Form):
    reason = forms.CharField(required=False)


class Grant(Action):
    name = "grant"
    label = "Grant"
    history = "%(actor)s granted the licence for %(years)s years"
    duty = "decide"
    form = GrantForm

    def facts(self, data: Any) -> dict[str, Any]:
        return {"years": data.get("years", 1)}


class Deny(Action):
    name = "deny"
    label = "Deny"
    history = "%(actor)s refused the licence: %(reason)s"
    duty = "decide"


class Paid(Action):
    name = "paid"
    label = "Paid"
    history = "The fee was paid"


class InspectHull(Action):
    name = "inspect_hull"
    label = "Inspect the hull"
    history = "%(actor)s inspected the hull"


class InspectCrew(Action):
    name = "inspect_crew"
    label = "Inspect the crew"
    history = "%(actor)s inspected the crew"


class InspectFuel(Action):
    name = "inspect_fuel"
    label = "Inspect the fuel"
    history = "%(actor)s inspected the fuel"


class GiveUp(Action):
    name = "give_up"
    label = "Give up"
    history = "%(actor)s gave up"
    for_applicant = True


INSPECTIONS = (InspectHull(), InspectCrew(), InspectFuel(), GiveUp())


@contextmanager
def licence_actions() -> Iterator[None]:
    """Register the verbs of the small workflow for the length of a ``with``."""
    with ExitStack() as stack:
        for action in (Lodge(), Examine(), Grant(), Deny(), Paid(), *INSPECTIONS):
            stack.enter_context(actions.temporarily(action))
        yield


@contextmanager
def fact(name: str, told: dict[str, str]) -> Iterator[None]:
    """Register a fact of the whole case, yes or no by the case's reference, for the length of a ``with``."""
    known = CaseFact(name, name, lambda case: [told.get(case.reference, "no")], YES_OR_NO, of_line=False)
    with case_facts.temporarily(known):
        yield
