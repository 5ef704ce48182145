"""What must hold of any process: every stage is reached and left, every branch and every case comes to an end."""

from collections.abc import Iterator

from kernel.text import gettext_noop
from workflows.checking.exploring import Exploration, State
from workflows.checking.findings import Finding
from workflows.checking.groups import Group
from workflows.checking.questions import Ask, answers_of, outcomes
from workflows.checking.steps import asked_of, questions_in
from workflows.checking.together import Together
from workflows.conditions import FactsOfClass
from workflows.definition import StageKind, Workflow


def ways_out_of_final_stages(workflow: Workflow) -> Iterator[Finding]:
    """Yield the moves that leave what is final, branches included."""
    for key, move in workflow.moves.items():
        for origin in move.origins:
            if workflow.stages[origin].kind is StageKind.FINAL:
                yield _left(f"moves.{key}", origin, move.verb)
    for place, branch in workflow.branches():
        for key, move in branch.moves.items():
            for origin in move.origins:
                if branch.stages[origin].kind is StageKind.FINAL:
                    yield _left(f"{place}.moves.{key}", origin, move.verb)


def circles_of_joins(workflow: Workflow) -> Iterator[Finding]:
    """Yield the stages from which a case without open branches goes round for ever."""
    asked = asked_of(workflow)
    questions = questions_in(asked)
    nothing_known, allowed = answers_of(FactsOfClass({}, {}), questions), Together(questions).allow

    def comes_back(stage: str, ask: Ask) -> bool:
        at, seen = stage, set[str]()
        while (joined := workflow.stages[at].joined) is not None and at not in seen:
            branches = workflow.stages[at].branches.values()
            opened = [each for each in branches if all(ask(question) is wanted for question, wanted in asked[id(each)])]
            if any(each.stages[each.first].kind is not StageKind.FINAL for each in opened):
                return False
            seen.add(at)
            at = joined
        return at in seen

    for key in workflow.stages:
        if any(outcomes(lambda ask, key=key: comes_back(key, ask), nothing_known, allowed)):  # type: ignore[misc]
            yield Finding("endless_loop", _ENDLESS_JOIN, f"stages.{key}.joined", facts={"stage": key})
            return


def circles_of_automatic_moves(group: Group) -> Iterator[Finding]:
    """Yield the automatic moves that follow one another for ever."""
    for loop in group.found.steps.loops:
        last = loop.path[-1]
        path = (*group.found.path_to_place(loop.origin), *loop.path)
        facts = {"verb": last.way.move.verb}
        yield Finding("endless_loop", _ENDLESS, last.key, path, facts=facts, classes=group.classes)


def unreachable(workflow: Workflow, groups: list[Group], *, stuck: bool) -> Iterator[Finding]:
    """Yield stages to which no case ever comes, and moves that no case ever makes.

    Where cases get stuck on the way (``stuck``), what lies beyond is left out: it is reached once that is mended.
    """
    seen = set[str]().union(*(_visited(group.found) for group in groups))
    seen |= _beyond(workflow, seen) if stuck else set()
    made = {key for group in groups for key, _marks in group.found.made}
    made |= {taken.key for group in groups for loop in group.found.steps.loops for taken in loop.path}
    for key, stage in workflow.stages.items():
        if f"stages.{key}" not in seen:
            yield Finding("unreachable_stage", _UNREACHABLE, f"stages.{key}", facts={"stage": key})
            continue
        for name, branch in stage.branches.items():
            inside = f"stages.{key}.branches.{name}"
            yield from _unreachable_inside(inside, list(branch.stages), seen)
            moves = {f"{inside}.moves.{each}": move for each, move in branch.moves.items()}
            at = {f"{inside}.stages.{each}" for each in branch.stages} & seen
            for place, move in moves.items():
                if place not in made and any(f"{inside}.stages.{origin}" in at for origin in move.origins):
                    yield Finding("never_made", _NEVER_MADE, place, facts={"verb": move.verb})
    for key, move in () if stuck else workflow.moves.items():
        if f"moves.{key}" not in made and any(f"stages.{origin}" in seen for origin in move.origins):
            yield Finding("never_made", _NEVER_MADE, f"moves.{key}", facts={"verb": move.verb})


def dead_ends(workflow: Workflow, group: Group) -> Iterator[Finding]:
    """Yield the stages that some case cannot leave, be it for the conditions of the ways out."""
    for state in group.found.came:
        if not is_final(workflow, state) and frozenset() in group.found.steps.moments(state.place):
            leaves = bool(group.found.edges[state])
            yield Finding(
                "dead_end",
                _MAY_STAY if leaves else _STAYS,
                f"stages.{state.place.stage}",
                group.found.path_to(state),
                facts={"stage": state.place.stage},
                classes=group.classes,
            )


def branches_without_end(workflow: Workflow, group: Group) -> Iterator[Finding]:
    """Yield the branches in which a case may come to where it never ends."""
    ending = _ending(workflow, group.found)
    for state in group.found.came:
        for name, at in state.place.branches:
            inside = f"stages.{state.place.stage}.branches.{name}"
            if f"{inside}.stages.{at}" not in ending:
                facts = {"branch": name, "stage": state.place.stage}
                path = group.found.path_to(state)
                yield Finding("never_joins", _NEVER_JOINS, inside, path, facts=facts, classes=group.classes)


def traps(workflow: Workflow, group: Group) -> Iterator[Finding]:
    """Yield the stages from which no case is ever finished, though it can move about."""
    found = group.found
    finishing = found.leading_to(lambda state, step: workflow.stages[step.target.stage].kind is StageKind.FINAL)
    for state in found.came:
        if not is_final(workflow, state) and state not in finishing and found.edges[state]:
            stage = state.place.stage
            path = found.path_to(state)
            facts = {"stage": stage}
            yield Finding("never_finishes", _TRAPPED, f"stages.{stage}", path, facts=facts, classes=group.classes)


def is_final(workflow: Workflow, state: State) -> bool:
    """Tell whether nothing more happens to a case there."""
    return workflow.stages[state.place.stage].kind is StageKind.FINAL


def _left(key: str, stage: str, verb: str) -> Finding:
    return Finding("final_stage_left", _FINAL_LEFT, key, facts={"stage": stage, "verb": verb})


def _unreachable_inside(inside: str, stages: list[str], seen: set[str]) -> Iterator[Finding]:
    for at in stages:
        key = f"{inside}.stages.{at}"
        if key not in seen:
            yield Finding("unreachable_stage", _UNREACHABLE, key, facts={"stage": at})


def _visited(found: Exploration) -> set[str]:
    """The places in the file of every stage at which a case stood or through which it went."""
    seen = set[str]()
    for place in {state.place for state in found.came}:
        seen.add(f"stages.{place.stage}")
        seen |= {f"stages.{place.stage}.branches.{name}.stages.{at}" for name, at in place.branches}
    loops = [taken for loop in found.steps.loops for taken in loop.path]
    for key, stage, way in (*loops, *(made.taken for made in found.made.values())):
        seen |= {f"stages.{stage}", f"{key.removesuffix(f'.moves.{way.key}')}.stages.{way.move.target}"}
        seen |= set() if way.branch else {f"stages.{way.move.target}"}
    return seen | _joined_from(found, seen)


def _joined_from(found: Exploration, seen: set[str]) -> set[str]:
    stages = found.steps.workflow.stages
    joined, fresh = set[str](), [key for key in stages if f"stages.{key}" in seen]
    while fresh:
        after = stages[fresh.pop()].joined
        if after is not None and f"stages.{after}" not in seen | joined:
            joined.add(f"stages.{after}")
            fresh.append(after)
    return joined


def _beyond(workflow: Workflow, seen: set[str]) -> set[str]:
    """The stages to which moves and joins lead from those that are seen, whatever holds a case up."""
    found, fresh = set[str](), [key for key in workflow.stages if f"stages.{key}" in seen]
    while fresh:
        at = fresh.pop()
        after = {move.target for move in workflow.moves.values() if at in move.origins}
        after |= {workflow.stages[at].joined or at}
        fresh += [key for key in after if f"stages.{key}" not in found]
        found |= {f"stages.{key}" for key in after}
    return found


def _ending(workflow: Workflow, found: Exploration) -> set[str]:
    """The stages of branches from which some way inside leads to their end."""
    inner = {
        (f"{place}.stages.{origin}", f"{place}.stages.{made.taken.way.move.target}")
        for made in found.made.values()
        if made.taken.way.branch
        for place in [f"stages.{made.taken.stage}.branches.{made.taken.way.branch}"]
        for origin in made.taken.way.move.origins
    }
    ending = {
        f"{place}.stages.{at}"
        for place, branch in workflow.branches()
        for at, station in branch.stages.items()
        if station.kind is StageKind.FINAL
    }
    while more := {origin for origin, target in inner if target in ending} - ending:
        ending |= more
    return ending


_FINAL_LEFT = gettext_noop("“%(stage)s” is final, yet “%(verb)s” leads out of it")
_ENDLESS_JOIN = gettext_noop("A case for which no branch is opened at “%(stage)s” goes round in a circle for ever")
_ENDLESS = gettext_noop("What happens by itself goes round in a circle for ever: “%(verb)s” leads back")
_UNREACHABLE = gettext_noop("No case can ever reach the stage “%(stage)s”")
_NEVER_MADE = gettext_noop("No case can ever make the step “%(verb)s”: its conditions are never true, or another's are")
_STAYS = gettext_noop("A case that reaches “%(stage)s” stays there: nothing leads out of it")
_MAY_STAY = gettext_noop("A case that reaches “%(stage)s” may stay there: the conditions of all ways out may be untrue")
_NEVER_JOINS = gettext_noop("The branch “%(branch)s” may never end, so that a case never goes on from “%(stage)s”")
_TRAPPED = gettext_noop("A case that reaches “%(stage)s” can never be finished")
