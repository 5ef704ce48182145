"""In which order stages stand in a drawing: the main line from first to last, each side track beside it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workflows.definition import Branch, Move, StageKind, Workflow
from workflows.models import DutyKind
from workflows.side_tracks import is_side_track
from workflows.verbs import actions

JOINED = "joined"
"""Stands for the key of the move that is made when the last branch ends."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One way from stage to stage: by the move of that key, or by the end of the last branch."""

    key: str
    origin: str
    target: str
    move: Move | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One stage in its place; ``on_line`` tells whether it is of the main line, ``exists`` whether it is defined."""

    stage: str
    on_line: bool
    exists: bool = True


def edges_of(process: Workflow | Branch) -> list[Edge]:
    """Return every edge of a process, in the order of its file; of a draft, to stages that do not exist as well."""
    found = [Edge(key, origin, move.target, move) for key, move in process.moves.items() for origin in move.origins]
    if isinstance(process, Workflow):
        found += [Edge(JOINED, key, stage.joined) for key, stage in process.stages.items() if stage.joined]
    return found


def rows_of(process: Workflow | Branch) -> list[Row]:
    """Return the stages from top to bottom: the main line, each other one after the last of it that leads there."""
    edges = edges_of(process)
    line = main_line(process, edges)
    rest = _nearest_first(process, edges, line)
    after: dict[str, list[str]] = {stage: [] for stage in line}
    for stage in rest:
        after[_belongs_after(stage, line, edges, after)].append(stage)
    placed = [Row(each, each in line) for stage in line for each in (stage, *after[stage])]
    return [*placed, *(Row(stage, False, exists=False) for stage in _missing(process, edges))]


def main_line(process: Workflow | Branch, edges: Iterable[Edge]) -> list[str]:
    """Return the longest way from the first stage that never turns back; of two as long, the earlier in the file.

    It passes no stage where the applicant is only asked for something.
    """
    if process.first not in process.stages:
        return list(process.stages)[:1]
    forward = _forward(process.first, _targets(process, edges))
    longest: dict[str, list[str]] = {}
    for stage in _deepest_first(process.first, forward):
        ways = [longest[target] for target in forward[stage]]
        longest[stage] = [stage, *max(ways, key=lambda way: _worth(process, way), default=[])]
    return longest[process.first]


def _worth(process: Workflow | Branch, way: list[str]) -> tuple[int, bool, bool]:
    """The longer the better; of two as long one that ends, and rather where the applicant has what was asked for."""
    end = way[-1]
    return len(way), process.stages[end].kind is StageKind.FINAL, _answers(process, end)


def _answers(process: Workflow | Branch, end: str) -> bool:
    """Whether some step that leads to an end is an answer; what is a decision besides may be a refusal."""
    verbs = {move.verb for move in process.moves.values() if move.target == end} & set(actions.names())
    return any(actions.get(verb).is_answer and actions.get(verb).duty != DutyKind.DECIDE for verb in verbs)


def _targets(process: Workflow | Branch, edges: Iterable[Edge]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {stage: [] for stage in process.stages if not is_side_track(process, stage)}
    for edge in edges:
        if edge.origin in found and edge.target in found and edge.target not in found[edge.origin]:
            found[edge.origin].append(edge.target)
    return found


def _forward(first: str, targets: dict[str, list[str]]) -> dict[str, list[str]]:
    """The edges without those that lead back to a stage through which one came."""
    forward: dict[str, list[str]] = {}
    on_the_way: list[tuple[str, Iterator[str]]] = []

    def enter(stage: str) -> None:
        forward[stage] = []
        on_the_way.append((stage, iter(targets[stage])))

    enter(first)
    while on_the_way:
        stage, left = on_the_way[-1]
        target = next(left, None)
        if target is None:
            on_the_way.pop()
        elif target not in [each for each, _left in on_the_way]:
            forward[stage].append(target)
            if target not in forward:
                enter(target)
    return forward


def _deepest_first(first: str, forward: dict[str, list[str]]) -> list[str]:
    """Every stage after all to which it leads."""
    done: list[str] = []
    entered = [(first, iter(forward[first]))]
    seen = {first}
    while entered:
        stage, left = entered[-1]
        target = next((each for each in left if each not in seen), None)
        if target is None:
            done.append(stage)
            entered.pop()
        else:
            seen.add(target)
            entered.append((target, iter(forward[target])))
    return done


def _nearest_first(process: Workflow | Branch, edges: list[Edge], line: list[str]) -> list[str]:
    """What is off the line, a stage after those through which one gets there; what nobody reaches comes last."""
    rest = [stage for stage in process.stages if stage not in line]
    ordered: list[str] = []
    while reached := [
        stage
        for stage in rest
        if stage not in ordered and any(edge.target == stage and edge.origin in (*line, *ordered) for edge in edges)
    ]:
        ordered += reached
    return [*ordered, *(stage for stage in rest if stage not in ordered)]


def _belongs_after(stage: str, line: list[str], edges: list[Edge], after: dict[str, list[str]]) -> str:
    """The last stage of the line that leads there, itself or by what stands beside it."""
    owners = {each: owner for owner, beside in after.items() for each in (owner, *beside)}
    origins = [owners[edge.origin] for edge in edges if edge.target == stage and edge.origin in owners]
    direct = [edge.origin for edge in edges if edge.target == stage and edge.origin in line]
    return max(direct or origins or line[-1:], key=line.index)


def _missing(process: Workflow | Branch, edges: list[Edge]) -> list[str]:
    named = [process.first, *(each for edge in edges for each in (edge.origin, edge.target))]
    return [stage for stage in dict.fromkeys(named) if stage not in process.stages]
