"""What the ledger of quotas says: how much of which specimens is reserved, committed, or over without a use."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db.models import Case, Count, F, IntegerField, Max, Q, QuerySet, Sum, When
from django.db.models.functions import Coalesce

from cites.permits.models import Application, EventKind, Permit, QuotaEntry
from cites.permits.queries.permits import WORTHLESS
from cites.permits.rules.authorities import UNDO_A_DECISION
from cites.permits.rules.batches import FaultyBatch, documents_asked
from cites.permits.rules.quota_ledger import NOTHING
from cites.permits.rules.quotas import QUOTA_DOCUMENTS
from tenants.context import current_profile, today

ISSUED_ON: Final = Coalesce("permit_line__permit__first_issued_on", "permit_line__permit__issued_on")
"""Of an entry the day on which its permit counts, a replacement on that of the first; None of a reservation."""
_PURPOSE: Final = "application__purpose"
BEING_REPLACED: Final = timedelta(days=31)
# A line begins to count with what it takes and counts no more once all is released; less of it is still a line.
_LINES: Final = {
    name: Sum(
        Case(
            When(**{f"{name}__gt": 0}, then=1),
            When(**{f"{name}__lt": 0, "kind": QuotaEntry.Kind.RELEASE}, then=-1),
            default=0,
            output_field=IntegerField(),
        )
    )
    for name in ("reserved", "committed")
}


@dataclass(frozen=True, slots=True)
class Some:
    """So much of specimens that are alike, on so many lines; ``day`` is that on which they count."""

    taxon_code: str
    term: str
    sources: str
    unit: str
    quantity: Decimal
    lines: int = 1
    purpose: str = ""
    day: date | None = None


def own_origins() -> tuple[str, str]:
    """Return what says that specimens come from this country: its code, or nothing."""
    return "", current_profile().iso2


def lines_that_count(document_type: str, lines: Iterable[Any]) -> list[Any]:
    """Return the lines of an export that can count against quotas: those of specimens from this country."""
    if document_type not in QUOTA_DOCUMENTS:
        return []
    origins = own_origins()
    return [line for line in lines if line.country_of_origin in origins]


def asked_by(document_type: str, lines: Iterable[Any], purpose: str) -> list[Some]:
    """Return what lines ask that can count against quotas, those that are alike as one."""
    alike: dict[tuple[str, str, str, str], list[Decimal]] = {}
    for line in lines_that_count(document_type, lines):
        alike.setdefault(_kind_of(line), []).append(line.quantity)
    found = ((kind, sum(quantities, NOTHING), len(quantities)) for kind, quantities in alike.items())
    return [Some(*kind, quantity, number, purpose, today()) for kind, quantity, number in found]


def asked_of(application: Application) -> list[Some]:
    """Return what all lines of an application ask that can count against quotas, added up by the database."""
    if application.document_type not in QUOTA_DOCUMENTS:
        return []
    documents = documents_of(application)
    own = application.lines.filter(country_of_origin__in=own_origins()).order_by()
    kinds = own.values_list("taxon_code", "term", "source", "source2", "unit")
    rows = kinds.annotate(asked=Sum("quantity"), number=Count("pk"))
    return [
        Some(
            taxon, term, f"{source}{second}", unit, asked * documents, number * documents, application.purpose, today()
        )
        for taxon, term, source, second, unit, asked, number in rows
    ]


def documents_of(application: Application) -> int:
    """Return how many permits an application will lead to; one as long as nobody can read how many it asks for."""
    try:
        return documents_asked(application.document_type, application.answers)
    except FaultyBatch:
        return 1


def some_of(line: Any, purpose: str) -> Some:
    """Return what a line of a permit asks that is issued today."""
    return Some(*_kind_of(line), line.quantity, 1, purpose, today())


def committed_in(year: int, *, without: Application | None = None) -> list[Some]:
    """Return what stands on the permits of a year, or what really left where that is on record.

    What is on permits that are over and of whose use nothing is on record is not in it, whether the ledger has
    released that already or will tonight.
    """
    standing = _of_year(year).exclude(permit_line__permit__in=_unused())
    return _alike(standing.exclude(application=without) if without else standing, "committed")


def expired_in(year: int) -> list[Some]:
    """Return what stood on permits of a year that are over, and of whose use nothing is on record."""
    ended = (*WORTHLESS, EventKind.HANDED_BACK)
    unused = _unused().exclude(events__kind__in=ended)
    return _alike(_of_year(year).filter(kind=QuotaEntry.Kind.COMMIT, permit_line__permit__in=unused), "committed")


def reserved_now(*, without: Application | None = None) -> list[Some]:
    """Return what is approved and waits for its permit, whenever that was: its permit will be one of this year."""
    waiting = QuotaEntry.objects.filter(application__permits=None, application__case__closed_at=None)
    return _alike(waiting.exclude(application=without) if without else waiting, "reserved")


def reserved_by_line(application: Application) -> dict[int, Decimal]:
    """Return what is reserved for an application, by the positions of its lines; nothing is left out."""
    rows = QuotaEntry.objects.filter(application=application).order_by().values_list("position")
    return {position: held for position, held in rows.annotate(held=Sum("reserved")) if held}


def committed_by_line(permit: Permit) -> dict[int, Decimal]:
    """Return what each line of a permit takes, by its key; nothing of a line that was never booked."""
    rows = QuotaEntry.objects.filter(permit_line__permit=permit).order_by().values_list("permit_line")
    return {line: held for line, held in rows.annotate(held=Sum("committed")) if line is not None}


def permits_to_release() -> QuerySet[Permit]:
    """Return those that are over and unused, and still take of a quota in the ledger."""
    unused = QuotaEntry.objects.filter(permit_line__permit__in=_unused()).order_by()
    standing = unused.values("permit_line__permit").annotate(held=Sum("committed")).filter(held__gt=0)
    return Permit.objects.filter(pk__in=standing.values("permit_line__permit"))


def permits_to_book() -> QuerySet[Permit]:
    """Return late exports with lines of this country that the ledger does not know.

    A program of before may have issued them while it was being replaced; what is older the migration has booked.
    """
    late = Permit.objects.filter(document_type__in=QUOTA_DOCUMENTS, issued_on__gte=today() - BEING_REPLACED)
    unknown = Q(lines__country_of_origin__in=own_origins(), lines__quota_entries=None)
    return late.filter(unknown).order_by("pk").distinct()


def applications_to_book() -> QuerySet[Application]:
    """Return the approved exports that wait for their permits and that the ledger does not know, likewise."""
    waiting = Application.objects.filter(
        document_type__in=QUOTA_DOCUMENTS, case__closed_at=None, permits=None, changed_at=None, quota_entries=None
    )
    decided = waiting.annotate(
        approved=Max("case__steps__version", filter=Q(case__steps__verb="approve")),
        undone=Coalesce(Max("case__steps__version", filter=Q(case__steps__verb__in=UNDO_A_DECISION)), 0),
    )
    return decided.filter(approved__gt=F("undone"), lines__country_of_origin__in=own_origins()).distinct()


def _kind_of(line: Any) -> tuple[str, str, str, str]:
    return line.taxon_code, line.term, "".join(line.sources), line.unit


def _of_year(year: int) -> QuerySet[QuotaEntry]:
    return QuotaEntry.objects.filter(year=year, permit_line__isnull=False)


def _unused() -> QuerySet[Permit]:
    over = Permit.objects.filter(document_type__in=QUOTA_DOCUMENTS, valid_until__lt=today())
    return over.exclude(events__kind=EventKind.USED).order_by()


def _alike(entries: QuerySet[QuotaEntry], account: str) -> list[Some]:
    """Sum up the entries of specimens that are alike; what adds up to nothing is left out."""
    dated = entries.order_by().annotate(day=ISSUED_ON)
    kinds = dated.values_list("taxon_code", "term", "sources", "unit", _PURPOSE, "day")
    rows = kinds.annotate(sum=Sum(account), number=_LINES[account])
    return [
        Some(taxon, term, sources, unit, taken, lines, purpose, day or today())
        for taxon, term, sources, unit, purpose, day, taken, lines in rows
        if lines
    ]
