"""Who holds a case where it stands, and what becomes of that as it goes on; the case is locked by whoever asks."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from tenants.audit.services import record
from workflows.models import Assignment, Case
from workflows.places import Standing
from workflows.queries import CaseNow
from workflows.turns import standings_open_to


def assignments_of(case: Case) -> QuerySet[Assignment]:
    """Return who holds the case now, at each of the stages where somebody does."""
    return Assignment.objects.filter(case=case, ended_at=None).select_related("person")


def find_assignment(case: Case, standing: Standing) -> Assignment | None:
    """Return who holds the case at one of its stages now, or None."""
    return assignments_of(case).filter(branch=standing.branch or "").first()


def hold(case: Case, standing: Standing, person: Any, *, given_by: Any, at: datetime, note: str = "") -> Assignment:
    """Let the person hold the case at a stage where nobody does."""
    held = Assignment.objects.create(
        case=case,
        branch=standing.branch or "",
        stage=standing.key,
        person=person,
        given_by=given_by,
        since=at,
        note=note,
    )
    told = {"stage": standing.key, "person": person.pk, **({"branch": standing.branch} if standing.branch else {})}
    record("case.held", subject=case.subject, actor=given_by, data=told)
    return held


def settle_holders(now: CaseNow, came_to: Iterable[Standing], *, by: Any, at: datetime) -> None:
    """End what was held at stages that the case has left; where it came, let somebody hold it who did so before.

    Else it is held by whoever brought it there, where the next step is theirs to take, too.
    """
    stands = {(standing.branch or "", standing.key) for standing in now.standings}
    known = list(now.case.assignments.select_related("person").order_by("since", "pk"))
    for held in known:
        if held.ended_at is None and (held.branch, held.stage) not in stands:
            held.ended_at = at
            held.save(update_fields=["ended_at"])
    for standing in came_to:
        if holder := _next_holder(now, standing, known, by):
            hold(now.case, standing, holder, given_by=None, at=at)


def _next_holder(now: CaseNow, standing: Standing, known: list[Assignment], by: Any) -> Any:
    """Who is to hold the case at a stage to which it came, if anybody and if nobody does."""
    here = [held for held in known if held.branch == (standing.branch or "")]
    if any(held.ended_at is None for held in here):
        return None
    last = next((held for held in reversed(here) if held.stage == standing.key), None)
    before = last.person if last and last.ended_by_id is None and last.person.is_active else None
    return next((who for who in (before, by) if who and standing in standings_open_to(now, who)), None)
