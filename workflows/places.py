"""Where a case stands, branches included, and where each move takes it: one meaning for cases, checks and drawings."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from workflows.definition import Branch, Move, StageKind, Station, Workflow

Opens = Callable[[Branch], bool]
"""Whether a branch is opened for the case in question."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stage, and the stage in each branch that was opened there, by name and in order."""

    stage: str
    branches: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """A move that leads on from a place; ``branch`` is the one in which it is made, or None for the case itself."""

    key: str
    move: Move
    branch: str | None = None


def ways_from(workflow: Workflow, place: Place) -> Iterator[Way]:
    """Yield every way on from ``place`` in the order of the file, whatever its conditions."""
    for key, move in workflow.moves.items():
        if place.stage in move.origins:
            yield Way(key, move)
    for name, at in place.branches:
        for key, move in workflow.stages[place.stage].branches[name].moves.items():
            if at in move.origins:
                yield Way(key, move, name)


@dataclass(frozen=True, slots=True)
class Standing:
    """One of the stages at which a case stands: its own, or the one in a branch."""

    key: str
    station: Station
    branch: str | None = None


def standings(workflow: Workflow, place: Place) -> Iterator[Standing]:
    """Yield every stage at which a case at ``place`` stands: its own first, then each that is left in a branch."""
    stage = workflow.stages[place.stage]
    yield Standing(place.stage, stage)
    for name, at in place.branches:
        station = stage.branches[name].stages[at]
        if station.kind is not StageKind.FINAL:
            yield Standing(at, station, name)


def start_of(workflow: Workflow, opens: Opens) -> Place:
    """Return where a case begins."""
    return arrival(workflow, workflow.first, opens)


def after(workflow: Workflow, place: Place, way: Way, opens: Opens) -> Place:
    """Return where ``way`` takes a case from ``place``; the last branch to end takes it to the joined stage."""
    if way.branch is None:
        return arrival(workflow, way.move.target, opens)
    inside = tuple((name, way.move.target if name == way.branch else at) for name, at in place.branches)
    return _joined(workflow, replace(place, branches=inside), opens)


def arrival(workflow: Workflow, stage: str, opens: Opens) -> Place:
    """Return the place of a case that comes to ``stage``: with the branches that are opened for it there.

    Where none of them is, the case goes on to the joined stage. Raises RecursionError where stages join in a
    circle, which the check refuses.
    """
    branches = workflow.stages[stage].branches
    opened = tuple((name, branch.first) for name, branch in branches.items() if opens(branch))
    return _joined(workflow, Place(stage, opened), opens)


def _joined(workflow: Workflow, place: Place, opens: Opens) -> Place:
    stage = workflow.stages[place.stage]
    if stage.joined is None or not all(_has_ended(workflow, place.stage, *inside) for inside in place.branches):
        return place
    return arrival(workflow, stage.joined, opens)


def _has_ended(workflow: Workflow, stage: str, branch: str, at: str) -> bool:
    return workflow.stages[stage].branches[branch].stages[at].kind is StageKind.FINAL
