"""What would have become of a case under another workflow: its steps taken again, one after the other; pure."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from workflows.conditions import chosen
from workflows.definition import Conditional, StageKind, Workflow
from workflows.places import Place, Way, after, arrival, start_of, ways_from

Holds = Callable[[Conditional], bool]


class Outcome(StrEnum):
    """How a case would have fared."""

    SAME = "same"  # every step as it was
    WAITS = "waits"  # it would have waited for somebody else besides
    SHORTER = "shorter"  # it would have got there without some of its steps
    MISSING = "missing"  # a step that it took is not there, and it would not have got where it did


@dataclass(frozen=True, slots=True)
class Taken:
    """One step that a case took; ``at_once`` where the old workflow made it by itself on arrival."""

    verb: str
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class Awaited:
    """What a case would have waited for: a branch of a stage, or a step (``way``)."""

    stage: str
    branch: str = ""
    way: Way | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """The outcome; ``awaited`` and ``lacking`` (verbs) say for what it would have waited and what is not there."""

    outcome: Outcome
    place: Place
    awaited: tuple[Awaited, ...] = ()
    lacking: tuple[str, ...] = ()


def tried(workflow: Workflow, steps: Sequence[Taken], holds: Holds, *, stage: str, closed: bool) -> Trial:
    """Return what would have become of a case with these steps that stands at ``stage`` now.

    The workflow names no stage that does not exist. Raises RecursionError where its stages join in a circle.
    """
    run = _Run(workflow, lambda each: not each.is_conditional or holds(each))
    for step in steps:
        if not run.take(step.verb) and not step.at_once:
            run.lacking.append(step.verb)
    if closed and not run.lacking and not run.has_ended:
        run.awaited += run.left_open() or [Awaited(run.place.stage)]
    return Trial(_outcome(run, stage, closed), run.place, tuple(run.awaited), tuple(run.lacking))


def _outcome(run: "_Run", stage: str, closed: bool) -> Outcome:
    got_there = run.place.stage == stage or (closed and run.has_ended)
    if run.lacking and not got_there:
        return Outcome.MISSING
    if run.awaited:
        return Outcome.WAITS
    return Outcome.SHORTER if run.lacking else Outcome.SAME


@dataclass
class _Run:
    """A case on its way through the other workflow."""

    workflow: Workflow
    holds: Holds
    awaited: list[Awaited] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.place = self._passed_on(start_of(self.workflow, self.holds))
        self.been = {self.place.stage}

    @property
    def has_ended(self) -> bool:
        """Whether nothing more happens."""
        return self.workflow.stages[self.place.stage].kind is StageKind.FINAL

    def take(self, verb: str) -> bool:
        """Take a step from here, or from where others have first to do their part; tell whether it is there."""
        for place, awaited in self._places_ahead():
            if way := self._way(place, verb):
                self.awaited += awaited
                self.place = self._passed_on(after(self.workflow, place, way, self.holds))
                self.been.add(self.place.stage)
                return True
        return False

    def left_open(self) -> list[Awaited]:
        """The branches here that have not ended."""
        return list(_left_open(self.workflow, self.place))

    def _way(self, place: Place, verb: str) -> Way | None:
        return chosen(ways_from(self.workflow, place), verb, self.holds)

    def _places_ahead(self) -> Iterator[tuple[Place, list[Awaited]]]:
        """Here, and every place to which the office can lead the case on without coming back, the nearest first."""
        waiting: deque[tuple[Place, list[Awaited]]] = deque([(self.place, [])])
        seen = {self.place.stage} | self.been
        while waiting:
            place, awaited = waiting.popleft()
            yield place, awaited
            for reached, more in self._ways_ahead(place):
                ended = self.workflow.stages[reached.stage].kind is StageKind.FINAL
                if reached.stage not in seen and not ended:
                    seen.add(reached.stage)
                    waiting.append((reached, [*awaited, *more]))

    def _ways_ahead(self, place: Place) -> Iterator[tuple[Place, list[Awaited]]]:
        stage = self.workflow.stages[place.stage]
        if left := list(_left_open(self.workflow, place)):
            yield _joined(self.workflow, place, self.holds), left
        for way in ways_from(self.workflow, place) if not stage.branches else ():
            if not way.move.automatic and self.holds(way.move):
                yield after(self.workflow, place, way, self.holds), [Awaited(place.stage, way=way)]

    def _passed_on(self, place: Place) -> Place:
        """Where a case is once it has been passed on by itself, each stage left so at most once."""
        left: set[str] = set()
        while place.stage not in left:
            left.add(place.stage)
            on = (way for way in ways_from(self.workflow, place) if way.move.at_once and self.holds(way.move))
            way = next(on, None)
            place = after(self.workflow, place, way, self.holds) if way else place
        return place


def _left_open(workflow: Workflow, place: Place) -> Iterator[Awaited]:
    for name, at in place.branches:
        if workflow.stages[place.stage].branches[name].stages[at].kind is not StageKind.FINAL:
            yield Awaited(place.stage, name)


def _joined(workflow: Workflow, place: Place, holds: Holds) -> Place:
    joined = workflow.stages[place.stage].joined
    return arrival(workflow, joined, holds) if joined else place


def counted(trials: Iterable[Trial]) -> dict[Outcome, int]:
    """Return how many cases would have fared how, in the order of Outcome."""
    found = [each.outcome for each in trials]
    return {outcome: found.count(outcome) for outcome in Outcome}
