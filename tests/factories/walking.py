"""A path that the check tells, walked in the library's machine by a case with facts of its own."""

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations_with_replacement, product
from typing import Any

from statemachine import StateChart

from kernel.reasons import Reason
from workflows.conditions import conditionals, facts_named, holds, opens_for, way_by
from workflows.definition import Workflow
from workflows.facts import FactsOfCase, case_facts
from workflows.machine import BETWEEN, compile_machine, states_of
from workflows.places import Place, Way, after, start_of


class Walk:
    """A case on its way: where it has been by our places, and the machine that takes every step with it."""

    def __init__(self, workflow: Workflow, facts: FactsOfCase) -> None:
        self.workflow, self.facts = workflow, facts
        self.machine = machine_for(workflow, facts)
        self.places: list[Place] = [start_of(workflow, opens_for(facts))]
        self.ways: list[Way] = []

    @property
    def place(self) -> Place:
        """Where it is now."""
        return self.places[-1]

    @property
    def correctable(self) -> int:
        """After how many steps it stood at a stage without branches last."""
        return max(number for number, place in enumerate(self.places) if number == 0 or not place.branches)

    def go(self, verb: str, key: str, branch: str | None) -> bool:
        """Take a step; False where a case with these facts takes another by that verb, or none."""
        way = way_by(self.workflow, self.place, verb, self.facts)
        if way is None or (way.key, way.branch) != (key, branch):
            return False
        self.ways.append(way)
        self.places.append(after(self.workflow, self.place, way, opens_for(self.facts)))
        self.machine.send(verb)
        assert innermost(self.machine.configuration_values) == states_of(self.place)
        return True


def walked(workflow: Workflow, reason: Reason, ends: Callable[[Reason, Walk], bool]) -> bool:
    """Tell whether a case can take the whole path of a reason and ``ends`` as that says.

    Where no case can as it is, it is one that is corrected on the way, as an applicant may: at a stage without
    branches it goes on in a machine for other facts.
    """
    left = list(zip(reason.data["path"], reason.data["ways"], strict=True))
    while True:
        walks = [_gone(workflow, facts, left) for facts in cases_told_apart(workflow)]
        if any(len(walk.ways) == len(left) and ends(reason, walk) for walk in walks):
            return True
        furthest = max(walks, key=lambda walk: walk.correctable)
        if not furthest.correctable:
            return False
        left = left[furthest.correctable :]
        workflow = workflow.model_copy(update={"first": furthest.places[furthest.correctable].stage})


def _gone(workflow: Workflow, facts: FactsOfCase, steps: list[Any]) -> Walk:
    walk = Walk(workflow, facts)
    for verb, (key, branch) in steps:
        if not walk.go(verb, key, branch):
            break
    return walk


def cases_told_apart(workflow: Workflow) -> Iterator[FactsOfCase]:
    """Yield a case of one or two lines for each set of answers that the conditions of a workflow can get."""
    seen = set()
    for facts in _cases(facts_named(workflow)):
        told = tuple(holds(each, facts) for each in conditionals(workflow))
        if told not in seen:
            seen.add(told)
            yield facts


def machine_for(workflow: Workflow, facts: FactsOfCase) -> StateChart:
    """Return a machine at the beginning of a case with these facts."""
    return compile_machine("Drawn", workflow, lambda each: holds(each, facts), refuse_traps=False)()


def innermost(states: Iterable[Any]) -> set[str]:
    """Leave out the states that hold others of these."""
    return {state for state in states if not any(other.startswith(f"{state}{BETWEEN}") for other in states)}


def _cases(names: list[str]) -> Iterator[FactsOfCase]:
    of_line = [name for name in names if case_facts.get(name).of_line]
    of_whole = [name for name in names if name not in of_line]
    lines = list(_rows(of_line))
    for whole, (one, other) in product(_rows(of_whole), combinations_with_replacement(lines, 2)):
        yield FactsOfCase(whole, [one] if one is other else [one, other])


def _rows(names: list[str]) -> Iterator[dict[str, str]]:
    for values in product(*(case_facts.get(name).values or () for name in names)):
        yield dict(zip(names, values, strict=True))
