"""What the process of a case still asks of authorities, on every way that leads from where it stands to a permit
or to the register."""

from collections.abc import Iterable, Iterator
from functools import partial

from workflows.conditions import chosen
from workflows.definition import Move, Workflow
from workflows.models import DutyKind
from workflows.places import Place, Way, ways_from
from workflows.queries import CaseNow
from workflows.routes import shortest_route
from workflows.verbs import actions

_ANSWERS = frozenset({"issue", "register_paper"})


def findings_to_come(now: CaseNow) -> list[str]:
    """Return the verbs of the findings without which the case comes to no permit, in the order of the file."""
    if not _comes_to_a_permit(now, without=""):
        return []
    return [verb for verb in _verbs_of_findings(now.workflow) if not _comes_to_a_permit(now, without=verb)]


def _verbs_of_findings(workflow: Workflow) -> Iterable[str]:
    found = (move.verb for move in _moves(workflow) if actions.get(move.verb).duty == DutyKind.FIND)
    return dict.fromkeys(found)


def _moves(workflow: Workflow) -> Iterator[Move]:
    yield from workflow.moves.values()
    for _place, branch in workflow.branches():
        yield from branch.moves.values()


def _comes_to_a_permit(now: CaseNow, *, without: str) -> bool:
    """Whether a way leads there on which nobody does ``without``; conditions are taken as they hold now."""
    ends = {move.target for move in now.workflow.moves.values() if move.verb in _ANSWERS}
    ways_on = partial(_ways_on, now, without)
    routes = (shortest_route(now.workflow, now.place, end, opens=now.holds, ways_on=ways_on) for end in ends)
    return any(route is not None for route in routes)


def _ways_on(now: CaseNow, without: str, place: Place) -> list[Way]:
    ways = [way for way in ways_from(now.workflow, place) if way.move.verb != without]
    return [way for way in ways if _is_chosen(way, ways, now)]


def _is_chosen(way: Way, ways: list[Way], now: CaseNow) -> bool:
    beside = [each for each in ways if each.branch == way.branch]
    return chosen(beside, way.move.verb, now.holds) == way
