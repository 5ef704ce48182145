"""Every state that a class of cases can come to: a place, with the marks that safeguards care about."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from workflows.checking.steps import Path, Step, Steps, Taken
from workflows.definition import Move
from workflows.places import Place, ways_from
from workflows.safeguards import Marks


class Marking(NamedTuple):
    """What is marked: ``after`` a move, and ``at`` a place where a case waits and certain verbs may be done."""

    after: Callable[[Move, Marks], Marks]
    at: Callable[[frozenset[str], Marks], Marks]


class State(NamedTuple):
    """Where a case stands, and what was done to it."""

    place: Place
    marks: Marks


class Made(NamedTuple):
    """A move made by a case that had ``marks``; ``path`` is one of the shortest to it, itself included."""

    taken: Taken
    marks: Marks
    path: Path


@dataclass
class Exploration:
    """All states of a class of cases, and how each was reached first."""

    steps: Steps
    came: dict[State, tuple[State | None, Step]] = field(default_factory=dict)
    edges: dict[State, list[tuple[Step, State]]] = field(default_factory=lambda: defaultdict(list))
    made: dict[tuple[str, Marks], Made] = field(default_factory=dict)

    def path_to(self, state: State | None) -> Path:
        """Return one of the shortest paths to ``state``; none leads to the beginning (None)."""
        steps: list[Step] = []
        while state is not None:
            state, step = self.came[state]
            steps.append(step)
        return tuple(taken for step in reversed(steps) for taken in step.path)

    def path_to_place(self, place: Place | None) -> Path:
        """Return one of the shortest paths to ``place``, whatever was done; none leads to the beginning (None)."""
        return self.path_to(next((state for state in self.came if state.place == place), None))

    def leading_to(self, wanted: Callable[[State, Step], bool]) -> set[State]:
        """Return the states from which some path takes a step that is ``wanted``."""
        before: dict[State, list[State]] = defaultdict(list)
        found: list[State] = []
        for state, edges in self.edges.items():
            for step, target in edges:
                before[target].append(state)
                if wanted(state, step):
                    found.append(state)
        return _closure(found, before)


def explore(steps: Steps, marking: Marking) -> Exploration:
    """Walk every way from the first stage, breadth first, so that the first path to a state is a shortest one."""
    found = Exploration(steps)
    queue: deque[State] = deque()
    for step in steps.starts:
        _arrive(found, queue, None, step, marking)
    while queue:
        state = queue.popleft()
        for step in steps.of(state.place):
            _arrive(found, queue, state, step, marking)
    return found


def _arrive(found: Exploration, queue: deque[State], origin: State | None, step: Step, marking: Marking) -> None:
    verbs = frozenset(way.move.verb for way in ways_from(found.steps.workflow, step.target))
    target = State(step.target, marking.at(verbs, _walk(found, origin, step, marking)))
    if target not in found.came:
        found.came[target] = (origin, step)
        queue.append(target)
    if origin is not None:
        found.edges[origin].append((step, target))


def _walk(found: Exploration, origin: State | None, step: Step, marking: Marking) -> Marks:
    """Note each move of a step with the marks that the case had, and return those that it has then."""
    marks: Marks = origin.marks if origin else frozenset()
    for number, taken in enumerate(step.path, start=1):
        if (taken.key, marks) not in found.made:
            path = (*found.path_to(origin), *step.path[:number])
            found.made[taken.key, marks] = Made(taken, marks, path)
        marks = marking.after(taken.way.move, marks)
    return marks


def _closure(found: Iterable[State], before: dict[State, list[State]]) -> set[State]:
    known, fresh = set(found), list(found)
    while fresh:
        more = [state for state in before[fresh.pop()] if state not in known]
        known.update(more)
        fresh += more
    return known
