"""What can happen to a case at a place: one move, and all that follows from it at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from workflows.checking.questions import Allowed, Answers, Ask, Asked, Question, needs_of, outcomes, questions_of
from workflows.conditions import chosen, conditionals
from workflows.definition import Conditional, Workflow
from workflows.places import Place, Way, after, start_of, ways_from


class Taken(NamedTuple):
    """A way that is taken; ``key`` is the place of its move in the table of the document type."""

    key: str
    stage: str
    way: Way


Path = tuple[Taken, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A move, the automatic moves that follow in the same breath, and where they end."""

    path: Path
    target: Place

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the places of its moves in the file."""
        return tuple(taken.key for taken in self.path)


class EndlessLoop(Exception):
    """Automatic moves follow one another for ever; ``path`` leads into the circle and once round it.

    It begins at ``origin``; None: as a case is opened.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.origin: Place | None = None
        super().__init__(" ".join(taken.key for taken in path))


class Steps:
    """The steps of a workflow for a class of cases, of which ``answers`` says what is known.

    ``allowed`` tells which answers a case can give together.
    """

    def __init__(self, workflow: Workflow, asked: dict[int, Asked], answers: Answers, allowed: Allowed) -> None:
        self.workflow, self._asked, self._answers, self._allowed = workflow, asked, answers, allowed
        self._of: dict[Place, tuple[Step, ...]] = {}
        self._moments: dict[Place, tuple[frozenset[str], ...]] = {}
        self.loops: list[EndlessLoop] = []
        """The circles of automatic moves that were met, each with the ways from its origin into and round it."""

    @cached_property
    def starts(self) -> tuple[Step, ...]:
        """Return what may happen as a case is opened."""
        return tuple(self._each(lambda ask: self._onward([], start_of(self.workflow, self._holds(ask)), ask)))

    def of(self, place: Place) -> tuple[Step, ...]:
        """Return the steps that may be taken from ``place``."""
        if place not in self._of:
            self._of[place] = tuple(self._from(place))
        return self._of[place]

    def moments(self, place: Place) -> tuple[frozenset[str], ...]:
        """Return which moves may be made together at ``place``: one set for each that its conditions allow."""
        if place not in self._moments:
            self._moments[place] = tuple(dict.fromkeys(self._each_moment(place)))
        return self._moments[place]

    def _each_moment(self, place: Place) -> Iterator[frozenset[str]]:
        ways = _ways_to_choose(self.workflow, place)
        verbs = _verbs(ways)

        def together(ask: Ask) -> frozenset[str]:
            found = [self._chosen(ways, verb, ask) for verb in verbs]
            return frozenset(taken(place, way).key for way in found if way)

        yield from outcomes(together, self._answers, self._allowed)

    def _from(self, place: Place) -> Iterator[Step]:
        ways = _ways_to_choose(self.workflow, place)
        for verb in _verbs(ways):
            yield from self._each(lambda ask, verb=verb: self._step(place, ways, verb, ask), place)  # type: ignore[misc]

    def _step(self, place: Place, ways: list[Way], verb: str, ask: Ask) -> Step | None:
        way = self._chosen(ways, verb, ask)
        return (
            self._onward([taken(place, way)], after(self.workflow, place, way, self._holds(ask)), ask) if way else None
        )

    def _chosen(self, ways: list[Way], verb: str, ask: Ask) -> Way | None:
        """The way that is taken by a verb; where its guards do not hold the verb is refused, and no other is tried."""
        way = chosen(ways, verb, self._holds(ask))
        return way if way and all(ask(question) is wanted for question, wanted in needs_of(way.move)) else None

    def _onward(self, path: list[Taken], place: Place, ask: Ask) -> Step:
        """Follow what happens at once, until a place where something has to be waited for."""
        seen = {place}
        while (way := self._at_once(place, ask)) is not None:
            path.append(taken(place, way))
            place = after(self.workflow, place, way, self._holds(ask))
            if place in seen:
                raise EndlessLoop(tuple(path))
            seen.add(place)
        return Step(tuple(path), place)

    def _at_once(self, place: Place, ask: Ask) -> Way | None:
        ways = [way for way in ways_from(self.workflow, place) if happens_at_once(way)]
        for verb in _verbs(ways):
            if (way := chosen(ways, verb, self._holds(ask))) is not None:
                return way
        return None

    def _holds(self, ask: Ask) -> Callable[[Conditional], bool]:
        return lambda each: all(ask(question) is wanted for question, wanted in self._asked[id(each)])

    def _each(self, result: Callable[[Ask], Step | None], origin: Place | None = None) -> Iterator[Step]:
        """Yield every step that may come of it, each once; note the circles."""
        found: dict[tuple[tuple[str, ...], Place], Step] = {}
        for step in outcomes(lambda ask: self._noting(result, ask, origin), self._answers, self._allowed):
            if step is not None:
                found.setdefault((step.keys, step.target), step)
        yield from found.values()

    def _noting(self, result: Callable[[Ask], Step | None], ask: Ask, origin: Place | None) -> Step | None:
        try:
            return result(ask)
        except EndlessLoop as loop:
            loop.origin = origin
            self.loops.append(loop)
            return None


def taken(place: Place, way: Way) -> Taken:
    """Return ``way`` as it is taken from ``place``."""
    inside = f"stages.{place.stage}.branches.{way.branch}." if way.branch else ""
    return Taken(f"{inside}moves.{way.key}", place.stage, way)


def happens_at_once(way: Way) -> bool:
    """Tell whether nothing but its conditions can hold a way up once a case has arrived."""
    return way.move.at_once and not way.move.needs


def asked_of(workflow: Workflow) -> dict[int, Asked]:
    """Return what each move and branch of a workflow asks, by the identity of the object."""
    return {id(each): questions_of(each) for each in conditionals(workflow)}


def questions_in(asked: dict[int, Asked]) -> list[Question]:
    """Return every question that is asked, each once."""
    return list(dict.fromkeys(question for each in asked.values() for question, _ in each))


def _ways_to_choose(workflow: Workflow, place: Place) -> list[Way]:
    """The ways from a place where a case stays: what happens at once has not happened as it arrived."""
    return [way for way in ways_from(workflow, place) if not happens_at_once(way)]


def _verbs(ways: list[Way]) -> dict[str, None]:
    return dict.fromkeys(way.move.verb for way in ways)
