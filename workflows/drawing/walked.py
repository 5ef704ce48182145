"""What a drawing points out: a path that somebody took or could take, the place of a case, what is at fault; pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from workflows.definition import Workflow
from workflows.drawing.order import JOINED
from workflows.places import Place

WayKey = tuple[str, str | None]
"""The key of a move, and the branch in which it is made or None."""


@dataclass(frozen=True, slots=True)
class Walked:
    """One step of a path: the move by its key, the stage from which it is made, and within which branch."""

    key: str
    origin: str
    stage: str
    branch: str | None = None


@dataclass(frozen=True, slots=True)
class Marks:
    """What to point out; of faults the keys as ``Reason.data`` has them (``moves.issue``, ``stages.draft``)."""

    path: tuple[WayKey, ...] = ()
    here: Place | None = None
    faults: frozenset[str] = field(default_factory=frozenset)


def walk(workflow: Workflow, path: Iterable[WayKey]) -> Iterator[Walked]:
    """Yield each step of a path with the stage from which it is made; a path that breaks off is told as far as it goes.

    Where the last branch of a stage ends between two steps, the step onwards is told too.
    """
    stage = workflow.first
    inside: dict[str, str] = {}
    for key, branch in path:
        if branch is None:
            move = workflow.moves.get(key)
            if move is None:
                return
            for joined in _joins(workflow, stage, move.origins):
                yield Walked(JOINED, stage, stage)
                stage, inside = joined, {}
            yield Walked(key, stage, stage)
            stage, inside = move.target, {}
        else:
            for joined in _joins_with(workflow, stage, branch):
                yield Walked(JOINED, stage, stage)
                stage, inside = joined, {}
            branches = workflow.stages[stage].branches if stage in workflow.stages else {}
            if branch not in branches or key not in branches[branch].moves:
                return
            at = inside.get(branch, branches[branch].first)
            yield Walked(key, at, stage, branch)
            inside[branch] = branches[branch].moves[key].target


def _joins(workflow: Workflow, stage: str, origins: tuple[str, ...]) -> Iterator[str]:
    """The stages to which a case goes on by itself until it stands at one of ``origins``."""
    seen = {stage}
    while stage not in origins and (found := workflow.stages.get(stage)) and found.joined:
        if found.joined in seen:
            return
        stage = found.joined
        seen.add(stage)
        yield stage


def _joins_with(workflow: Workflow, stage: str, branch: str) -> Iterator[str]:
    having = tuple(key for key, each in workflow.stages.items() if branch in each.branches)
    yield from _joins(workflow, stage, having)
