"""A workflow compiled into python-statemachine's definition, whose steps a test compares with our places.

The library knows no conditions of ours: a machine is compiled for cases of which it is known what they answer.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, cast

from statemachine import StateChart
from statemachine.io import create_machine_class_from_definition

from workflows.conditions import chosen
from workflows.definition import Branch, Conditional, Move, Stage, StageKind, Workflow
from workflows.places import Place, Way, arrival

Holds = Callable[[Conditional], bool]
BETWEEN = "X"


def unconditional(conditional: Conditional) -> bool:
    """Hold what states no condition, and nothing else."""
    return not conditional.is_conditional


def machine_definition(workflow: Workflow, holds: Holds = unconditional) -> dict[str, Any]:
    """Return the library's dictionary of states; it refuses unknown keys, so it holds nothing of ours.

    ``holds`` tells of each move and branch whether its conditions are true. Stages that no such case can reach
    are left out, for the library refuses them.
    """
    first = state_of(arrival(workflow, workflow.first, holds).stage)
    states = {
        state_of(key): {
            "initial": state_of(key) == first,
            **_inside(key, stage, holds),
            "on": {**_moves(workflow, key, holds), **_joined(workflow, key, stage, holds)},
        }
        for key, stage in workflow.stages.items()
    }
    return _reachable(states, first)


def compile_machine(
    key: str, workflow: Workflow, holds: Holds = unconditional, *, refuse_traps: bool = True
) -> type[StateChart]:
    """Return a class of state charts that take the steps of ``workflow``.

    The library raises InvalidDefinition where a case could not be finished from some stage, unless told to let it.
    """
    states = machine_definition(workflow, holds)
    traps = {"validate_trap_states": refuse_traps, "validate_final_reachability": refuse_traps}
    return cast("type[StateChart]", create_machine_class_from_definition(f"{key}Machine", states=states, **traps))


def states_of(place: Place) -> set[str]:
    """Return the names of the machine's innermost states in which a case at ``place`` is."""
    return {state_of(place.stage, *inside) for inside in place.branches} or {state_of(place.stage)}


def state_of(*path: str) -> str:
    """Return the name of a state of the machine: of a stage, of a branch, of a stage in a branch.

    Keys are of small letters, so that capitals keep names of different places apart, and those of places from verbs:
    of a state and an event of one name the library knows only the one.
    """
    return "S" + BETWEEN.join(path)


def _inside(key: str, stage: Stage, holds: Holds) -> dict[str, Any]:
    opened = {name: branch for name, branch in stage.branches.items() if holds(branch)}
    if not opened:
        return {"final": stage.kind is StageKind.FINAL}
    regions = {state_of(key, name): _region((key, name), branch, holds) for name, branch in opened.items()}
    return {"parallel": True, "states": regions}


def _region(path: tuple[str, str], branch: Branch, holds: Holds) -> dict[str, Any]:
    states = {
        state_of(*path, at): {
            "initial": at == branch.first,
            "final": station.kind is StageKind.FINAL,
            "on": {verb: [{"target": state_of(*path, move.target)}] for verb, move in _led(branch.moves, at, holds)},
        }
        for at, station in branch.stages.items()
    }
    return {"states": _reachable(states, state_of(*path, branch.first))}


def _reachable(states: dict[str, Any], first: str) -> dict[str, Any]:
    """Those states to which some chain of transitions leads from the first."""
    found, fresh = {first}, [first]
    while fresh:
        ways = [way for leading in states[fresh.pop()]["on"].values() for way in leading]
        fresh += {way["target"] for way in ways} - found
        found |= set(fresh)
    return {name: state for name, state in states.items() if name in found}


def _moves(workflow: Workflow, key: str, holds: Holds) -> dict[str, Any]:
    return {
        verb: [{"target": state_of(arrival(workflow, move.target, holds).stage)}]
        for verb, move in _led(workflow.moves, key, holds)
    }


def _joined(workflow: Workflow, key: str, stage: Stage, holds: Holds) -> dict[str, Any]:
    if stage.joined is None or not any(holds(branch) for branch in stage.branches.values()):
        return {}
    joined = arrival(workflow, stage.joined, holds).stage
    return {f"done_state_{state_of(key)}": [{"target": state_of(joined)}]}


def _led(moves: Mapping[str, Move], origin: str, holds: Holds) -> Iterator[tuple[str, Move]]:
    """Every verb that leads on from ``origin``, with the move that it makes."""
    ways = [Way(key, move) for key, move in moves.items() if origin in move.origins]
    for verb in _each_once(way.move.verb for way in ways):
        if (way := chosen(ways, verb, holds)) is not None:
            yield verb, way.move


def _each_once(verbs: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(verbs)
