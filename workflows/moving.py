"""Moving an open case to a newer release: an act of its own, case by case."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from kernel.clock import now as this_moment
from tenants.audit.services import record
from workflows.calendars import calendar_in_use
from workflows.due import reckon_due, stays_of
from workflows.errors import CaseDoesNotFit, StaleCase
from workflows.fitting import Fit, fit_of
from workflows.holders import settle_holders
from workflows.models import Case, CaseBranch, CaseStep
from workflows.queries import CaseNow
from workflows.services import lock_case, step_made_with, tell_of_steps
from workflows.steps import go_on

MOVED = "move_release"


def cases_behind(number: int) -> QuerySet[Case]:
    """Return the open cases that follow a release older than ``number``."""
    return Case.objects.filter(closed_at=None, release_number__lt=number)


def previews(number: int, references: list[str]) -> list[Fit]:
    """Return what would happen to these open cases, or to all that follow an older release, one by one."""
    cases = Case.objects.filter(reference__in=references) if references else cases_behind(number)
    return [fit_of(case, number) for case in cases.order_by("reference").select_related("opened_by")]


@transaction.atomic
def move_case(
    *,
    reference: str,
    number: int,
    actor: Any,
    note: str,
    operator: str = "",
    version: int | None = None,
    key: str | None = None,
) -> CaseStep:
    """Let the case follow release ``number`` from now on, its fees, texts and documents included.

    It stays at its stage and in its branches; how long it has stood there is not counted anew. What the newer release
    lets a case do there at once, it does. ``operator`` is the address of somebody who is no person of the Party;
    ``version`` is what the person was looking at, if anything; ``key`` is one request's own word, and the same person
    sending it again gets the first step back and changes nothing. Raises UnknownCase, NoRelease, StaleCase,
    CaseDoesNotFit and EndlessCase.
    """
    case = lock_case(reference)
    if first := step_made_with(case, key, MOVED, actor):
        return first
    if version not in (None, case.version):
        raise StaleCase(reference)
    fit = fit_of(case, number)
    if fit.place is None or not fit.fits:
        raise CaseDoesNotFit(reference, fit.obstacles)
    stands = dict(CaseNow(case).place.branches)
    CaseBranch.objects.bulk_create(
        CaseBranch(case=case, branch=name, stage=at, since=this_moment())
        for name, at in fit.place.branches
        if name not in stands
    )
    case.release_number = number
    case.version += 1
    case.save(update_fields=["release_number", "version"])
    facts = {"from_release": fit.before, "to_release": fit.after}
    step = CaseStep.objects.create(
        case=case, verb=MOVED, actor=actor, from_stage=case.stage, to_stage=case.stage, version=case.version,
        at=this_moment(), reason=note, data=facts, key=key,
    )  # fmt: skip
    personal = {"operator": operator} if operator else {}
    told = {**facts, "note": note, **({"by": "operator"} if operator else {})}
    record(f"case.{MOVED}", subject=case.subject, actor=actor, data=told, personal=personal)
    now = CaseNow(case)
    reckon_due(case, stays_of(now), calendar_in_use())
    case.save(update_fields=["due_on", "due_reckoned_with"])
    settle_holders(now, (), by=actor, at=this_moment())
    if taken := go_on(now):
        tell_of_steps(now, taken)
    return step
