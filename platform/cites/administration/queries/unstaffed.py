"""Which roles a process asks for and nobody here holds: cases would wait at their steps for ever."""

from collections.abc import Iterator

from cites.accounts.models import RoleGrant
from cites.accounts.roles import PARTY_OFFICIALS
from cites.administration.forms.keys import Parts
from cites.administration.queries.processes import process_of
from workflows.definition import Move, Workflow
from workflows.drawing.words import label_of_role


def roles_of_nobody(parts: Parts, code: str) -> list[str]:
    """Return the names, in the reader's language, of the officials' roles that some step needs and nobody holds."""
    workflow = process_of(parts, code)
    if workflow is None:
        return []
    current = RoleGrant.objects.filter(revoked_at=None, user__is_active=True, role__in=PARTY_OFFICIALS)
    held = set(current.values_list("role", flat=True).distinct())
    needed = [move.roles for move in _moves(workflow) if not move.automatic and held.isdisjoint(move.roles)]
    lacking = dict.fromkeys(role for roles in needed if PARTY_OFFICIALS.issuperset(roles) for role in roles)
    return [label_of_role(role) for role in lacking]


def _moves(workflow: Workflow) -> Iterator[Move]:
    yield from workflow.moves.values()
    for _place, branch in workflow.branches():
        yield from branch.moves.values()
