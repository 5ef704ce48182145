"""Whose papers may go, as of a day: the cases past their time that nothing holds, and what was agreed on them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django.db.models.functions import Greatest, TruncDate

from cites.permits.models import Application, PapersBatch, PapersHold, PapersItem, PapersOutcome, PapersRemoval
from cites.permits.rules.retention import latest_that_may_go, may_go
from kernel import clock
from tenants.context import current_profile, today

_TWO_DAYS: Final = timedelta(days=2)
"""More than any midnight is away from that of UTC."""


@dataclass(frozen=True, slots=True)
class OldCase:
    """A case that is over: its key, its last day where the Party is, how many permits it led to, and years kept."""

    application: int
    last_day: date
    permits: int
    years: int

    def may_go(self, day: date) -> bool:
        """Tell whether its papers may be removed on ``day``."""
        return may_go(self.last_day, self.years, day)


@dataclass(frozen=True, slots=True)
class OldYear:
    """Of one year, in which they ended: how many cases and permits, of which the papers may go."""

    year: int
    cases: int
    without_permit: int
    permits: int


def old_cases(day: date | None = None) -> list[OldCase]:
    """Return the cases whose papers may be removed on ``day`` (the Party's today), by their last day.

    Their last day is the latest of these: the last on which a permit was valid, something happened to one, specimens
    crossed the border under one, and the case was closed. None is open, held, removed already, or agreed on.
    """
    on, kept = day or today(), current_profile().retention
    latest = latest_that_may_go(min(kept.permit_years, kept.case_years), on)
    # By the index of what is closed, before anything is reckoned: there may be a hundred times as many cases.
    closed = _ended().filter(case__closed_at__lt=datetime.combine(latest + _TWO_DAYS, time(), UTC))
    found = [_old(*row) for row in closed.filter(ended_on__lte=latest).values_list(*_COLUMNS)]
    return sorted((each for each in found if each.may_go(on)), key=lambda each: (each.last_day, each.application))


def old_years(day: date | None = None) -> list[OldYear]:
    """Return what may be removed on ``day`` by the year in which it ended, the earliest first."""
    by_year = defaultdict(list)
    for each in old_cases(day):
        by_year[each.last_day.year].append(each)
    return [
        OldYear(year, len(cases), sum(not each.permits for each in cases), sum(each.permits for each in cases))
        for year, cases in sorted(by_year.items())
    ]


def may_go_now(application: Application) -> bool:
    """Tell whether the papers of one case may be removed today, whatever was agreed on them."""
    row = _ended(agreed=True).filter(pk=application.pk).values_list(*_COLUMNS).first()
    return row is not None and _old(*row).may_go(today())


def find_removal(application: Application) -> PapersRemoval | None:
    """Return that the papers of a case were removed, or None."""
    return PapersRemoval.objects.filter(application=application).first()


def holds_in_force() -> QuerySet[PapersHold]:
    """Return what keeps papers whatever their age, today."""
    standing = PapersHold.objects.filter(lifted_at=None).filter(Q(until=None) | Q(until__gte=today()))
    return standing.select_related("application__case", "placed_by")


def open_batches() -> QuerySet[PapersBatch]:
    """Return what waits for a second person and has not expired, the oldest first."""
    waiting = PapersBatch.objects.filter(confirmed_at=None, withdrawn_at=None, expires_at__gt=clock.now())
    return waiting.select_related("proposed_by").order_by("proposed_at", "pk")


def past_batches() -> QuerySet[PapersBatch]:
    """Return what was confirmed or withdrawn, or has expired, the latest first."""
    people = ("proposed_by", "confirmed_by", "withdrawn_by")
    return PapersBatch.objects.exclude(pk__in=open_batches().values("pk")).select_related(*people)


def unfinished_batches() -> QuerySet[PapersBatch]:
    """Return what was confirmed and is not done."""
    return PapersBatch.objects.filter(confirmed_at__isnull=False, finished_at=None).order_by("confirmed_at", "pk")


def items_left(batch: PapersBatch) -> QuerySet[PapersItem]:
    """Return the cases of which nothing is known yet."""
    return batch.items.filter(outcome=PapersOutcome.WAITING).select_related("application__case", "batch").order_by("pk")


@dataclass(frozen=True, slots=True)
class Progress:
    """Of how many cases the papers were removed, with how many files, of how many they were kept, and are left."""

    removed: int
    files: int
    kept: int
    left: int


def progress_of(batch: PapersBatch) -> Progress:
    """Return how far it is."""
    removed, kept = (Count("pk", filter=Q(outcome=each)) for each in (PapersOutcome.REMOVED, PapersOutcome.KEPT))
    found = batch.items.aggregate(removed=removed, kept=kept, all=Count("pk"), files=Sum("files"))
    return Progress(
        found["removed"], found["files"] or 0, found["kept"], found["all"] - found["removed"] - found["kept"]
    )


_COLUMNS = ("pk", "ended_on", "permits_led_to", "papers_of_others")


def _old(key: int, last_day: date, permits: int, papers: int) -> OldCase:
    kept = current_profile().retention
    return OldCase(key, last_day, permits, kept.permit_years if permits or papers else kept.case_years)


def _ended(*, agreed: bool = False) -> QuerySet[Any]:
    """The cases that are over and not held, with their last day; without ``agreed`` those in no batch under way."""
    zone = current_profile().zone
    cases = Application.objects.filter(case__closed_at__isnull=False, papers_removal=None)
    cases = cases.exclude(pk__in=holds_in_force().values("application"))
    if not agreed:
        under_way = PapersItem.objects.filter(batch__in=open_batches().order_by().values("pk"))
        confirmed = PapersItem.objects.filter(batch__in=unfinished_batches().order_by().values("pk"))
        cases = cases.exclude(pk__in=under_way.values("application")).exclude(pk__in=confirmed.values("application"))
    return cases.annotate(
        permits_led_to=Count("permits", distinct=True),
        papers_of_others=Count("registered_paper", distinct=True),
        ended_on=Greatest(
            TruncDate(F("case__closed_at"), tzinfo=zone),
            Max("permits__valid_until"),
            Max(TruncDate("permits__events__at", tzinfo=zone)),
            Max(TruncDate("permits__crossings__recorded_at", tzinfo=zone)),
        ),
    )
