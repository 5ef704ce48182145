"""A path that the check tells, walked in the library's machine by a case with facts of its own."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations_with_replacement, product
from typing import Any, NamedTuple

from statemachine import StateChart

from kernel.reasons import Reason
from workflows.conditions import conditionals, facts_named, holds, opens_for, way_by
from workflows.definition import Conditional, Workflow
from workflows.facts import FactsOfCase, case_facts
from workflows.machine import BETWEEN, compile_machine, states_of
from workflows.places import Place, Way, after, start_of


class Told(NamedTuple):
    """A step of a path as the check tells it."""

    verb: str
    key: str
    branch: str | None


@dataclass(frozen=True)
class Stop:
    """Where a case with these facts may stand after some steps; ``changes`` is how often its facts changed till then."""

    place: Place
    facts: FactsOfCase
    changes: int = 0
    way: Way | None = None
    before: "Stop | None" = None

    @property
    def stops(self) -> list["Stop"]:
        """Return how it came here, from its beginning."""
        return [*(self.before.stops if self.before else ()), self]


class Walk:
    """A case on its way: where it has been by our places, and the machine that takes every step with it.

    Where its facts change it goes on in a machine for the new ones.
    """

    def __init__(self, workflow: Workflow, end: Stop) -> None:
        self.workflow, self.places = workflow, [stop.place for stop in end.stops]
        first, *others = end.stops
        self.machine = machine_for(workflow, first.facts)
        self.ways: list[Way] = []
        for before, stop in zip(end.stops, others, strict=False):
            if stop.facts is not before.facts:
                self.machine = machine_from(workflow, before.place, stop.facts)
            self._go(stop)

    @property
    def place(self) -> Place:
        """Where it is now."""
        return self.places[-1]

    def _go(self, stop: Stop) -> None:
        assert stop.way
        self.ways.append(stop.way)
        self.machine.send(stop.way.move.verb)
        assert innermost(self.machine.configuration_values) == states_of(stop.place)


def walked(workflow: Workflow, reason: Reason, ends: Callable[[Reason, Walk], bool]) -> bool:
    """Tell whether a case can take the whole path of a reason and ``ends`` as that says.

    The check asks anew at every step, for facts change: an application is corrected, an operation is registered.
    A case whose facts change least is tried first.
    """
    steps = [Told(verb, *way) for verb, way in zip(reason.data["path"], reason.data["ways"], strict=True)]
    stops = sorted(_ends_of(workflow, steps), key=lambda stop: stop.changes)
    return any(ends(reason, Walk(workflow, stop)) for stop in stops)


def _ends_of(workflow: Workflow, steps: list[Told]) -> Iterable[Stop]:
    """Every place to which the steps may lead, with every set of facts that a case may have there at last."""
    cases = list(cases_told_apart(workflow))
    stops: Mapping[Any, Stop] = {
        (number, stop.place): stop
        for number, facts in enumerate(cases)
        for stop in [Stop(start_of(workflow, opens_for(facts)), facts)]
    }
    for step in steps:
        stops = _after(workflow, step, stops, cases)
    return stops.values()


def _after(workflow: Workflow, step: Told, stops: Mapping[Any, Stop], cases: list[FactsOfCase]) -> dict[Any, Stop]:
    least: dict[Place, Stop] = {}
    for stop in stops.values():
        if stop.place not in least or stop.changes < least[stop.place].changes:
            least[stop.place] = stop
    found: dict[Any, Stop] = {}
    for (number, facts), (place, changed) in product(enumerate(cases), least.items()):
        way = way_by(workflow, place, step.verb, facts)
        if way is None or (way.key, way.branch) != (step.key, step.branch):
            continue
        same = stops.get((number, place))
        before = same if same and same.changes <= changed.changes else changed
        changes = before.changes + (before.facts is not facts)
        target = after(workflow, place, way, opens_for(facts))
        if (number, target) not in found or changes < found[number, target].changes:
            found[number, target] = Stop(target, facts, changes, way, before)
    return found


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
    return _machine(workflow, lambda each: holds(each, facts))


def machine_from(workflow: Workflow, place: Place, facts: FactsOfCase) -> StateChart:
    """Return a machine for a case that stands at ``place`` and has these facts from now on.

    The branches that were opened there stay open, and no other is. It is at ``place`` by beginning there, which
    holds until the case comes to that stage once more.
    """
    stage, opened = workflow.stages[place.stage], dict(place.branches)
    branches = {
        name: branch.model_copy(update={"first": opened.get(name, branch.first)})
        for name, branch in stage.branches.items()
    }
    begun = workflow.model_copy(
        update={
            "first": place.stage,
            "stages": {**workflow.stages, place.stage: stage.model_copy(update={"branches": branches})},
        }
    )
    is_open = {id(branch): name in opened for name, branch in branches.items()}

    def told(each: Conditional) -> bool:
        return is_open[id(each)] if id(each) in is_open else holds(each, facts)

    return _machine(begun, told)


def _machine(workflow: Workflow, told: Callable[[Conditional], bool]) -> StateChart:
    return compile_machine("Drawn", workflow, told, refuse_traps=False)()


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
