"""The figures of the eCITES Implementation Framework's first pillar, by month and document: counted by the database."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.db.models.functions import TruncMonth

from cites.casework.figures import Figures
from cites.permits.models import Application
from cites.permits.queries.completeness import issued_by_month
from tenants.context import current_profile
from tenants.profiles.schema import Profile
from tenants.releases.queries import release
from workflows.calendars import calendar_in_use
from workflows.durations import answering_verbs, durations, month_bounds
from workflows.models import Case, CaseStep

TWELVE: Final = 12
ByMonth = dict[tuple[date, str], Figures]


@dataclass(frozen=True, slots=True)
class OpenNow:
    """The applications of one kind that wait for an answer, and those of them that are overdue where they stand."""

    document_type: str
    waiting: int
    overdue: int


def months_until(today: date) -> list[date]:
    """Return the first days of the twelve months that end with this one."""
    number = today.year * 12 + today.month - 1
    return [date(each // 12, each % 12 + 1, 1) for each in range(number - TWELVE + 1, number + 1)]


def months_of(year: int, today: date) -> list[date]:
    """Return the first days of the months of a year that have begun."""
    return [date(year, month, 1) for month in range(1, TWELVE + 1) if date(year, month, 1) <= today]


def last_day(month: date) -> date:
    """Return the last day of a month given by its first."""
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def years_with_applications(today: date) -> list[int]:
    """Return the years since the first application was lodged, the latest first."""
    lodged = Case.objects.aggregate(first=Min("lodged_at"))["first"]
    first = lodged.astimezone(current_profile().zone).year if lodged else today.year
    return list(range(today.year, first - 1, -1))


def figures_by_month(months: list[date]) -> ByMonth:
    """Return what is counted in these months, which follow one another; a fixed number of queries."""
    profile, first, last = current_profile(), months[0], last_day(months[-1])
    found: dict[tuple[date, str], dict[str, Any]] = defaultdict(dict)
    for key, counted in (*_lodged(profile, first, last), *_returned(profile, first, last), *_issued(first, last)):
        found[key] |= counted
    figures = {key: Figures(**counted) for key, counted in found.items()}
    for key, more in (*_answered(first, last), *_refused(profile, first, last)):
        figures[key] = figures.get(key, Figures()) + more
    return figures


def open_now(today: date) -> list[OpenNow]:
    """Return by document how many applications wait for an answer, and how many of them are overdue."""
    answers = CaseStep.objects.filter(case=OuterRef("pk"), verb__in=answering_verbs())
    waiting = Case.objects.filter(~Exists(answers), closed_at=None, lodged_at__isnull=False).order_by("workflow")
    counted = waiting.values_list("workflow").annotate(all=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today)))
    return [OpenNow(*row) for row in counted]


def _lodged(profile: Profile, first: date, last: date) -> Iterator[tuple[tuple[date, str], dict[str, int]]]:
    """A case was applied for online when whoever applies opened it, and nobody else for them."""
    since, until = month_bounds(profile, first, last)
    online = Q(case__opened_by=F("applicant"))
    found = Application.objects.filter(case__lodged_at__gte=since, case__lodged_at__lt=until).order_by()
    months = found.annotate(month=TruncMonth("case__lodged_at", tzinfo=profile.zone))
    for month, kind, lodged, there in months.values_list("month", "case__workflow").annotate(
        lodged=Count("pk"), online=Count("pk", filter=online)
    ):
        yield (_day(month), kind), {"lodged": lodged, "online": there}


def _returned(profile: Profile, first: date, last: date) -> Iterator[tuple[tuple[date, str], dict[str, int]]]:
    since, until = month_bounds(profile, first, last)
    returns = CaseStep.objects.filter(verb="return_for_correction", at__gte=since).order_by()
    found = returns.filter(case__lodged_at__gte=since, case__lodged_at__lt=until)
    months = found.annotate(month=TruncMonth("case__lodged_at", tzinfo=profile.zone))
    for month, kind, times, cases in months.values_list("month", "case__workflow").annotate(
        times=Count("pk"), cases=Count("case", distinct=True)
    ):
        yield (_day(month), kind), {"returned": cases, "returns": times}


def _issued(first: date, last: date) -> Iterator[tuple[tuple[date, str], dict[str, int]]]:
    for each in issued_by_month(first, last):
        yield (each.month, each.document_type), {"issued": each.permits, "complete": each.complete}


def _answered(first: date, last: date) -> Iterator[tuple[tuple[date, str], Figures]]:
    """How long each took; the standard is the one of the release that the case pins."""
    for each in durations(first, last, calendar_in_use()):
        promised = release(each.release_number).profile.days_for(each.workflow)
        figures = Figures(
            met=each.cases if each.working_days <= promised else 0,
            working_days=Counter({each.working_days: each.cases}),
            days=Counter({each.days: each.cases}),
        )
        yield (each.month, each.workflow), figures


def _refused(profile: Profile, first: date, last: date) -> Iterator[tuple[tuple[date, str], Figures]]:
    since, until = month_bounds(profile, first, last)
    found = CaseStep.objects.filter(verb="refuse", at__gte=since, at__lt=until).order_by()
    months = found.annotate(month=TruncMonth("at", tzinfo=profile.zone))
    for month, kind, ground, cases in months.values_list("month", "case__workflow", "data__ground").annotate(
        cases=Count("pk")
    ):
        yield (_day(month), kind), Figures(refused=Counter({str(ground or ""): cases}))


def _day(month: datetime | date) -> date:
    return month.date() if isinstance(month, datetime) else month
