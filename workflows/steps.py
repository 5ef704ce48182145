"""Taking the steps of a case that is locked: what the action does, where the case goes, and what it does by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, transaction

from kernel.clock import now as this_moment
from tenants.audit.services import record
from workflows.attaching import attach_files
from workflows.calendars import calendar_in_use
from workflows.conditions import chosen
from workflows.definition import StageKind, Workflow
from workflows.due import reckon_due, stays_of
from workflows.errors import DutyConflict, EndlessCase
from workflows.holders import settle_holders
from workflows.models import Case, CaseBranch, CaseStep, Duty
from workflows.offers import reason_of_duty_conflict, reasons_against_step
from workflows.places import Place, Standing, Way, after, ways_from
from workflows.queries import CaseNow, find_duty
from workflows.signals import case_step_made
from workflows.verbs import Action, actions

MOST_AT_ONCE: Final = 50  # steps; the check refuses workflows that would go on for ever


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken: by which way, and the stages to which the case came by it."""

    step: CaseStep
    way: Way
    came_to: tuple[Standing, ...]


def take_step(now: CaseNow, way: Way, *, actor: Any, data: Mapping[str, Any], key: str | None) -> list[Taken]:
    """Go ``way``, and then all that the case does at once; whether the actor may is not asked here.

    Raises DutyConflict, EndlessCase and whatever the actions raise.
    """
    return [_take(now, way, actor, data, key), *go_on(now)]


def go_on(now: CaseNow) -> list[Taken]:
    """Let a case that is locked take what it does at once; raises EndlessCase and whatever the actions raise."""
    taken: list[Taken] = []
    while way := way_at_once(now := CaseNow(now.case, now.workflow), now.place):
        if len(taken) == MOST_AT_ONCE:
            raise EndlessCase(now.case.reference)
        taken.append(_take(now, way, None, {}, None))
    return taken


def way_at_once(now: CaseNow, place: Place) -> Way | None:
    """Return the first way that the case goes by itself from there, if any; an action of its verb lets it go, too."""
    at_once = [way for way in ways_from(now.workflow, place) if way.move.at_once]
    for branch, verb in dict.fromkeys((way.branch, way.move.verb) for way in at_once):
        way = chosen([way for way in at_once if way.branch == branch], verb, now.holds)
        if way is not None and not reasons_against_step(now.case, None, way.move):
            return way
    return None


def _take(now: CaseNow, way: Way, actor: Any, data: Mapping[str, Any], key: str | None) -> Taken:
    case, action, before = now.case, actions.get(way.move.verb), now.place
    _take_duty(case, actor, action)
    action.do(case, actor, data)
    at = this_moment()
    place = after(now.workflow, before, way, CaseNow(case, now.workflow).holds)
    branch = way.branch if place == _inside(before, way) else None
    _go(case, way, before, place, branch, at)
    here = _note_where_it_stands(case, now.workflow, at)
    step = CaseStep.objects.create(
        **_stages_of(way, before, place, branch),
        case=case,
        verb=way.move.verb,
        actor=actor,
        version=case.version,
        at=at,
        reason=str(data.get("reason") or ""),
        data=action.facts(data),
        key=key,
    )
    if action.keeps_files:
        attach_files(case, data.get("attachments", ()), by=actor, step=step)
    _record(step, case, actor)
    case_step_made.send(sender=CaseStep, step=step)
    came_to = tuple(each for each in here.standings if branch in (None, each.branch))
    settle_holders(here, came_to, by=actor, at=at)
    return Taken(step, way, came_to)


def _go(case: Case, way: Way, before: Place, place: Place, branch: str | None, at: datetime) -> None:
    """Let the case go on inside a branch, or as a whole; itself is not saved."""
    if branch is None:
        stand_at(case, place, at, before)
    else:
        case.branches.filter(branch=branch).update(stage=way.move.target, since=at)


def _stages_of(way: Way, before: Place, place: Place, branch: str | None) -> dict[str, str]:
    """Return what a step tells of the stages: those of the branch in which it is made, else of the case."""
    if way.branch is None:
        return {"from_stage": before.stage, "to_stage": place.stage}
    joined = place.stage if branch is None else ""
    return {
        "from_stage": dict(before.branches)[way.branch], "to_stage": way.move.target, "branch": way.branch,
        "joined": joined,
    }  # fmt: skip


def _note_where_it_stands(case: Case, workflow: Workflow, at: datetime) -> CaseNow:
    """Save where a case came by a step, and by which day it should be done there; return it as it is now."""
    here = CaseNow(case, workflow)
    case.version += 1
    if workflow.stages[case.stage].kind is StageKind.FINAL:
        case.closed_at = at
    reckon_due(case, stays_of(here), calendar_in_use())
    case.save(update_fields=["stage", "stage_since", "version", "closed_at", "due_on", "due_reckoned_with"])
    return here


def _inside(before: Place, way: Way) -> Place | None:
    """Where the case stands if only a branch goes on; None for a step of the case itself."""
    if way.branch is None:
        return None
    return replace(before, branches=tuple((name, way.move.target if name == way.branch else at)
                                          for name, at in before.branches))  # fmt: skip


def stand_at(case: Case, place: Place, at: datetime, before: Place | None = None) -> None:
    """Let the case go from ``before`` to ``place``: its branches are written down, itself is not saved."""
    case.stage, case.stage_since = place.stage, at
    if before and before.branches:
        case.branches.all().delete()
    CaseBranch.objects.bulk_create(
        CaseBranch(case=case, branch=name, stage=stage, since=at) for name, stage in place.branches
    )


def _take_duty(case: Case, actor: Any, action: Action) -> None:
    """Write down the duty; what the queries did not see, the database's own constraint refuses."""
    if action.duty is None or actor is None or find_duty(case, actor) == action.duty:
        return
    try:
        with transaction.atomic():
            Duty.objects.create(case=case, person=actor, duty=action.duty, taken_at=this_moment())
    except IntegrityError:
        raise DutyConflict([reason_of_duty_conflict(find_duty(case, actor), action.duty)]) from None


def _record(step: CaseStep, case: Case, actor: Any) -> None:
    inside = {name: value for name, value in (("branch", step.branch), ("joined", step.joined)) if value}
    told = {"from": step.from_stage, "to": step.to_stage, **inside, **step.data}
    record(f"case.{step.verb}", subject=case.subject, actor=actor, data=told)
