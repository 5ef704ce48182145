"""What the safeguards ask: of every move that is made, and of what a case must be able to come to."""

from collections.abc import Iterator

from workflows.checking.exploring import Made, State
from workflows.checking.findings import Finding
from workflows.checking.groups import Group, Kind, due, reached
from workflows.checking.shape import is_final
from workflows.definition import Workflow
from workflows.safeguards import CaseClass, Goal


def moves_against_the_law(group: Group) -> Iterator[Finding]:
    """Yield what speaks against each move that some class of cases can make."""
    for made in group.found.made.values():
        for kind in group.kinds:
            yield from _against(made, kind)


def _against(made: Made, kind: Kind) -> Iterator[Finding]:
    if kind.safeguard is None:
        return
    for reason in kind.safeguard.reasons_against(made.taken.way.move, made.marks, kind.asks):
        yield Finding(
            reason.code,
            reason.message,
            made.taken.key,
            made.path,
            str(reason.data.get("about", "")),
            reason.source,
            reason.data,
            kind.classes,
        )


def goals_out_of_reach(workflow: Workflow, group: Group) -> Iterator[Finding]:
    """Yield, for each goal, where cases first come to when it can no longer be reached."""
    goals = {goal.name: goal for kind in group.kinds for goal in kind.goals}
    for goal in goals.values():
        classes = _classes_with(goal, group.kinds)
        for state in _first_without(goal, workflow, group):
            yield Finding(
                goal.reason.code,
                goal.reason.message,
                f"stages.{state.place.stage}",
                group.found.path_to(state),
                goal.name,
                goal.reason.source,
                {**goal.reason.data, "stage": state.place.stage},
                classes,
            )


def _classes_with(goal: Goal, kinds: tuple[Kind, ...]) -> tuple[CaseClass, ...]:
    return tuple(each for kind in kinds if goal in kind.goals for each in kind.classes)


def _first_without(goal: Goal, workflow: Workflow, group: Group) -> Iterator[State]:
    """The states from which a goal cannot be reached though it must, where it still could a step before."""
    found = group.found
    near = found.leading_to(lambda _state, step: any(taken.way.move.verb in goal.verbs for taken in step.path))

    def leads_on(state: State, moment: frozenset[str]) -> bool:
        return any(
            target in near or any(taken.way.move.verb in goal.verbs for taken in step.path)
            for step, target in found.edges[state]
            if step.path[0].key in moment
        )

    def is_lost(state: State) -> bool:
        return state not in near or not all(leads_on(state, each) for each in found.steps.moments(state.place))

    for state, (before, _step) in found.came.items():
        is_first = before is None or before in near
        if is_first and _must_reach(goal, state, before) and not is_final(workflow, state) and is_lost(state):
            yield state


def _must_reach(goal: Goal, state: State, before: State | None) -> bool:
    if goal.since:
        return before is None or due(goal) in state.marks
    return reached(goal) not in state.marks
