"""Taking a case upon oneself, giving it to a colleague and putting it back; nothing of it moves the case."""

from datetime import datetime
from typing import Any

from django.db import transaction

from kernel.clock import now as this_moment
from tenants.audit.services import record
from workflows.errors import HeldByAnother, NotTheirTurn
from workflows.holders import find_assignment, hold
from workflows.models import Assignment, Case
from workflows.places import Standing
from workflows.queries import CaseNow
from workflows.services import lock_case
from workflows.turns import standings_open_to


@transaction.atomic
def take_case(*, reference: str, person: Any) -> list[Assignment]:
    """Let the person hold the case wherever its next step is theirs and nobody holds it; what they hold, they keep.

    Raises UnknownCase, NotTheirTurn, and HeldByAnother where somebody was quicker.
    """
    case = lock_case(reference)
    held = [(standing, find_assignment(case, standing)) for standing in _open_to(case, person)]
    taken = [
        present or hold(case, standing, person, given_by=person, at=this_moment())
        for standing, present in held
        if present is None or present.person_id == person.pk
    ]
    if not taken:
        raise HeldByAnother(reference, next(present.person for _standing, present in held if present))
    return taken


@transaction.atomic
def give_case(*, reference: str, to: Any, by: Any, note: str = "", seen: set[int] | None = None) -> list[Assignment]:
    """Let ``to`` hold the case wherever its next step is both theirs and ``by``'s, whoever held it there.

    ``seen`` are the people of whom ``by`` was told that they hold it. Raises UnknownCase, NotTheirTurn for either, and
    HeldByAnother where somebody else holds it than ``by`` knew.
    """
    case = lock_case(reference)
    open_to_both = [standing for standing in _open_to(case, by) if standing in _open_to(case, to)]
    held = [(standing, find_assignment(case, standing)) for standing in open_to_both]
    for _standing, present in held:
        if present and seen is not None and present.person_id not in {*seen, to.pk}:
            raise HeldByAnother(reference, present.person)
    return [_give(case, standing, present, to, by, note) for standing, present in held]


def _give(case: Case, standing: Standing, present: Assignment | None, to: Any, by: Any, note: str) -> Assignment:
    if present and present.person_id == to.pk:
        return present
    at = this_moment()
    if present:
        _end(present, by, at)
    return hold(case, standing, to, given_by=by, at=at, note=note)


@transaction.atomic
def put_back(*, reference: str, person: Any) -> int:
    """Let go of what the person holds of the case; return at how many stages. Raises UnknownCase."""
    case, at = lock_case(reference), this_moment()
    held = list(case.assignments.filter(ended_at=None, person=person))
    for assignment in held:
        _end(assignment, person, at)
        record("case.put_back", subject=case.subject, actor=person, data={"stage": assignment.stage})
    return len(held)


def _open_to(case: Case, person: Any) -> list[Standing]:
    found = standings_open_to(CaseNow(case), person)
    if not found:
        raise NotTheirTurn(case.reference, person)
    return found


def _end(assignment: Assignment, by: Any, at: datetime) -> None:
    assignment.ended_at, assignment.ended_by = at, by
    assignment.save(update_fields=["ended_at", "ended_by"])
