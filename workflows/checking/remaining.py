"""What the law says against the ways that remain to one case, told from what was done to it already."""

from collections import deque
from collections.abc import Iterator, Sequence

from kernel.reasons import Reason
from kernel.text import gettext_noop
from workflows.conditions import FactsOfClass, chosen
from workflows.definition import Move, StageKind, Workflow
from workflows.facts import FactsOfCase, facts_of
from workflows.models import Case, CaseStep
from workflows.places import Place, Way, after, ways_from
from workflows.queries import CaseNow
from workflows.safeguards import CaseClass, Marks, Safeguard, safeguards


def reasons_on_remaining_ways(case: Case, old: Workflow, then: CaseNow, start: Place) -> Iterator[Reason]:
    """Yield each reason that a safeguard has against a way that the case could go from ``start``, once.

    Marks are those that the steps of the case have left behind in its ``old`` workflow; conditions are taken as they
    hold for the case now. A case that could not be finished any more is a reason, too.
    """
    found: dict[tuple[str, str], Reason] = {}
    finished = False
    for safeguard in safeguards:
        classes = _classes_of(case, safeguard.classes_of(case.workflow))
        marks = _marks_of(case, old, safeguard)
        for place, marks_there, way in _ways(then, start, marks, safeguard):
            finished = finished or _ends(then.workflow, after(then.workflow, place, way, then.holds))
            for each in classes:
                for reason in safeguard.reasons_against(way.move, marks_there, each.asks):
                    found.setdefault((reason.code, str(reason.data.get("about", ""))), reason)
    yield from found.values()
    if len(safeguards) and not finished:
        yield Reason("never_finishes", gettext_noop("It could not be finished there any more"))


def _ends(workflow: Workflow, place: Place) -> bool:
    return workflow.stages[place.stage].kind is StageKind.FINAL


def _ways(then: CaseNow, start: Place, marks: Marks, safeguard: Safeguard) -> Iterator[tuple[Place, Marks, Way]]:
    seen = {(start, _marks_at(then.workflow, start, marks, safeguard))}
    queue = deque(seen)
    while queue:
        place, left = queue.popleft()
        ways = list(ways_from(then.workflow, place))
        for way in ways:
            if chosen([each for each in ways if each.branch == way.branch], way.move.verb, then.holds) != way:
                continue
            yield place, left, way
            target = after(then.workflow, place, way, then.holds)
            state = (target, _marks_at(then.workflow, target, safeguard.marks_after(way.move, left), safeguard))
            if state not in seen:
                seen.add(state)
                queue.append(state)


def _marks_at(workflow: Workflow, place: Place, marks: Marks, safeguard: Safeguard) -> Marks:
    return safeguard.marks_at(frozenset(way.move.verb for way in ways_from(workflow, place)), marks)


def _marks_of(case: Case, old: Workflow, safeguard: Safeguard) -> Marks:
    marks: Marks = frozenset()
    came_from = old.first
    for step in case.steps.order_by("version"):
        move = _move_of(step, old, came_from)
        marks = safeguard.marks_after(move, marks) if move else marks
        came_from = step.arrival or came_from
    return marks


def _move_of(step: CaseStep, old: Workflow, stage: str) -> Move | None:
    """The move that was made, as far as it still stands in the case's workflow."""
    if not step.branch:
        return old.find_move(step.verb, step.from_stage)
    branch = old.stages[stage].branches.get(step.branch) if stage in old.stages else None
    moves = branch.moves.values() if branch else ()
    return next((move for move in moves if move.verb == step.verb and step.from_stage in move.origins), None)


def _classes_of(case: Case, classes: Sequence[CaseClass]) -> list[CaseClass]:
    """The classes of which some line of the case is; its facts are read once, for there are hundreds of classes."""
    known = [each.facts for each in classes]
    facts = facts_of(case, {name for each in known for name in (*each.whole, *each.line)})
    return [each for each in classes if _is_of(facts, each.facts)]


def _is_of(facts: FactsOfCase, known: FactsOfClass) -> bool:
    whole = all(facts.whole.get(name) in values for name, values in known.whole.items())
    lines = facts.lines or [{}]
    return whole and any(all(line.get(name) in values for name, values in known.line.items()) for line in lines)
