"""Which time is over: stages at which a case has stood so long that it goes on by itself, or people are reminded."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from kernel.clock import now as this_moment
from tenants.context import today
from workflows.calendars import calendar_in_use
from workflows.conditions import chosen
from workflows.definition import Move, Stage, StageKind, Station
from workflows.models import Case, CaseBranch
from workflows.offers import reasons_against_step
from workflows.places import Standing, Way
from workflows.queries import CaseNow, pinned_workflow

NEWLY: Final = timedelta(days=7)
Days = Callable[[Station, list[Move]], int | None]
"""After how many working days something happens at a stage that these moves leave; None where nothing does."""


def cases_that_may_go_on() -> QuerySet[Case]:
    """Return the open cases that may have stood long enough at a stage that the clock leads out of."""
    return _cases_since(
        lambda station, moves: min(filter(None, (each.after_working_days for each in moves)), default=None)
    )


def cases_to_remind_of() -> QuerySet[Case]:
    """Return the open cases that may have stood long enough at a stage for a reminder."""
    return _cases_since(lambda station, moves: station.remind_after)


def cases_newly_overdue() -> QuerySet[Case]:
    """Return the open cases that may have become overdue at a stage of the office during the last week.

    Those that have been for longer stand in the list of overdue cases; where branches are open, each has its own day.
    """
    before, branches = today(), CaseBranch.objects.filter(case=OuterRef("pk"))
    overdue = _cases_since(lambda station, moves: _days_of_office(station)).filter(due_on__lt=before)
    return overdue.filter(Q(due_on__gte=before - NEWLY) | Exists(branches))


def overdue_way(now: CaseNow) -> Way | None:
    """Return a way that the clock leads the case now: the whole last day is over, and nothing speaks against it."""
    timed = [way for way in now.ways if way.move.after_working_days]
    for branch, verb in dict.fromkeys((way.branch, way.move.verb) for way in timed):
        way = chosen([way for way in timed if way.branch == branch], verb, now.holds)
        if way and _is_over(now, way) and not reasons_against_step(now.case, None, way.move):
            return way
    return None


def standings_to_remind_of(now: CaseNow) -> Iterator[tuple[Standing, datetime]]:
    """Yield the stages at which the case has stood until the day of the reminder, and since when."""
    calendar = calendar_in_use()
    for standing in now.standings:
        since = now.since(standing.branch)
        days = standing.station.remind_after
        if days and calendar.today >= calendar.day_after(since, days):
            yield standing, since


def standings_newly_overdue(now: CaseNow) -> Iterator[tuple[Standing, datetime]]:
    """Yield the stages of the office whose last day was over during the last week, and since when the case is there."""
    calendar = calendar_in_use()
    for standing in now.standings:
        since = now.since(standing.branch)
        days = _days_of_office(standing.station)
        if days and calendar.today - NEWLY <= calendar.day_after(since, days) < calendar.today:
            yield standing, since


def _days_of_office(station: Station) -> int | None:
    return station.working_days if station.kind is StageKind.OPEN else None


def _is_over(now: CaseNow, way: Way) -> bool:
    calendar = calendar_in_use()
    return calendar.today > calendar.day_after(now.since(way.branch), way.move.after_working_days or 0)


def _cases_since(days: Days) -> QuerySet[Case]:
    open_cases = Case.objects.filter(closed_at=None)
    found = Q(pk__in=[])
    for number, document_type, key in open_cases.values_list("release_number", "workflow", "stage").distinct():
        workflow = pinned_workflow(number, document_type)
        stage, at = workflow.stages[key], Q(release_number=number, workflow=document_type, stage=key)
        if least := days(stage, workflow.moves_from(key)):
            found |= at & Q(stage_since__lt=_days_ago(least))
        found |= at & Q(pk__in=_branches_since(stage, days).values("case"))
    return open_cases.filter(found)


def _branches_since(stage: Stage, days: Days) -> QuerySet[CaseBranch]:
    found = Q(pk__in=[])
    for name, branch in stage.branches.items():
        for key, station in branch.stages.items():
            if least := days(station, [move for move in branch.moves.values() if key in move.origins]):
                found |= Q(branch=name, stage=key, since__lt=_days_ago(least))
    return CaseBranch.objects.filter(found)


def _days_ago(count: int) -> datetime:
    """A moment later than which no stay began that has lasted ``count`` working days, wherever midnight is."""
    return this_moment() - timedelta(days=count - 1)
