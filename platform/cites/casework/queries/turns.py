"""At which places the next step is an official's: the same question as ``workflows.turns``, asked of all cases at once.

Cashiers and Customs act where a case waits for somebody outside the office, too.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from cites.accounts.models import Role, User
from workflows.definition import Move, StageKind, Station, Workflow
from workflows.models import Assignment, Case, CaseBranch, Duty
from workflows.queries import pinned_workflow
from workflows.turns import duties_of

ACT_WHILE_WAITING = frozenset({Role.CASHIER, Role.CUSTOMS})
NOTHING = Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class Turns:
    """The cases whose next step is the official's: all, and those of them that nobody holds there."""

    theirs: Q
    free: Q


def turns_of(official: User) -> Turns:
    """Return at which cases the next step is the official's, but for those from which a duty shuts them out.

    It speaks of open cases only, and says nothing of whether they are.
    """
    theirs, free = NOTHING, NOTHING
    for branch, places in _places_by_branch(official).items():
        held = Assignment.objects.filter(ended_at=None, branch=branch)
        theirs |= places
        free |= places & ~Q(pk__in=held.values("case"))
    return Turns(theirs, free)


def _places_by_branch(official: User) -> dict[str, Q]:
    found: dict[str, Q] = {}
    for number, document_type in _workflows_of_open_cases():
        pinned = Q(release_number=number, workflow=document_type) & ~Q(opened_by=official)
        for branch, at, station, moves in _stations(pinned_workflow(number, document_type)):
            if _is_their_turn(official.roles, station):
                place = pinned & at & ~_shut_out(official, moves)
                found[branch] = found.get(branch, NOTHING) | place
    return found


def _workflows_of_open_cases() -> Iterable[tuple[int, str]]:
    found = Case.objects.filter(closed_at=None, lodged_at__isnull=False).order_by()
    return found.values_list("release_number", "workflow").distinct()


def _stations(workflow: Workflow) -> Iterator[tuple[str, Q, Station, list[Move]]]:
    """Every stage, those in branches too: in which branch, which cases stand there, and what leads out of it."""
    for key, stage in workflow.stages.items():
        yield "", Q(stage=key), stage, workflow.moves_from(key)
        for name, branch in stage.branches.items():
            for inner, station in branch.stages.items():
                moves = [move for move in branch.moves.values() if inner in move.origins]
                yield name, Q(stage=key, pk__in=_inside(name, inner)), station, moves


def _inside(branch: str, stage: str) -> QuerySet[CaseBranch, int]:
    return CaseBranch.objects.filter(branch=branch, stage=stage).order_by().values_list("case", flat=True)


def _is_their_turn(roles: frozenset[Role], stage: Station) -> bool:
    theirs = {role for role in roles if role in stage.people}
    if stage.kind is StageKind.WAITING:
        theirs &= ACT_WHILE_WAITING
    return bool(theirs) and stage.kind is not StageKind.FINAL


def _shut_out(official: User, moves: Iterable[Move]) -> Q:
    """Cases on which the official's earlier duty leaves nothing to do at a stage that these moves leave."""
    duties = duties_of(moves, official)
    if None in duties or not duties:
        return NOTHING
    own = Duty.objects.filter(case=OuterRef("pk"), person=official)  # of this case: over the years one has many
    return Q(Exists(own.exclude(duty__in=duties)))
