"""How much of the Party's export quotas is used up, and what is left for the specimens of an application."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from cites.permits.models import Application, ApplicationLine, EventKind, PermitLine
from cites.permits.queries.applications import UNDO_A_DECISION
from cites.permits.rules.facts import DocumentType
from cites.permits.rules.quotas import Quota, QuotaTable
from cites.species import queries as species
from cites.species.models import Taxon
from tenants.context import today
from tenants.releases.queries import release_in_force

NOTHING = Decimal(0)
_RANKS = [rank.value for rank in Taxon.Rank]


@dataclass(frozen=True, slots=True)
class Balance:
    """What became of a quota in one year, in the unit of the quota.

    ``exported`` is what stands on its permits, or what really left where that is on record; ``reserved`` is approved
    and waits for its permit; ``asked`` is what the application at hand asks beside both. ``uncounted`` says how many
    lines of permits and of applications are in units that cannot be counted together with the quota's.
    """

    quota: Quota
    year: int
    exported: Decimal
    reserved: Decimal
    asked: Decimal
    uncounted: int

    @property
    def left(self) -> Decimal:
        """What is left before the application at hand; less than nothing where more was permitted than allowed."""
        return self.quota.quantity - self.exported - self.reserved

    @property
    def is_exceeded(self) -> bool:
        """Whether the application asks for more than is left, or more is gone already than there was."""
        return self.asked > self.left or self.left < 0


@dataclass(frozen=True, slots=True)
class _Some:
    """So much of specimens that are alike, on so many lines."""

    taxon_code: str
    term: str
    source: str
    unit: str
    quantity: Decimal
    lines: int = 1


def quotas_in_force() -> dict[str, Quota]:
    """Return the Party's quotas of today, by name."""
    table: QuotaTable = release_in_force().part("quotas")
    return table.quotas


def balances_for(application: Application) -> list[Balance]:
    """Return the balance of every quota that the lines of an export count against, the most particular first."""
    if application.document_type != DocumentType.EXPORT:
        return []
    year = today().year
    asked = [
        _Some(line.taxon_code, line.term, line.source, line.unit, line.quantity or NOTHING)
        for line in application.lines.all()
    ]
    quotas = [quota for quota in quotas_in_force().values() if quota.is_for(year)]
    concerned = [quota for quota in quotas if any(_counts(quota, some) for some in asked)]
    if not concerned:
        return []
    exported, reserved = _exported_in(year), _reserved_by_others(application)
    if application.permits.exists():
        asked = []
    return [_balance(quota, year, exported, reserved, asked) for quota in sorted(concerned, key=_breadth)]


def _balance(quota: Quota, year: int, exported: list[_Some], reserved: list[_Some], asked: list[_Some]) -> Balance:
    uncounted = sum(
        some.lines for some in (*exported, *reserved, *asked) if _counts(quota, some) and not quota.measures(some.unit)
    )
    return Balance(quota, year, _sum(quota, exported), _sum(quota, reserved), _sum(quota, asked), uncounted)


def _sum(quota: Quota, found: Iterable[_Some]) -> Decimal:
    return sum((some.quantity for some in found if _counts(quota, some) and quota.measures(some.unit)), NOTHING)


def _counts(quota: Quota, some: _Some) -> bool:
    return quota.covers(some.term, some.source) and _is_of(some.taxon_code, quota.taxon)


def _is_of(code: str, group: str) -> bool:
    """Whether the taxon is the other, or stands below it."""
    if code == group:
        return True
    own, other = species.find_taxon(code), species.find_taxon(group)
    return own is not None and other is not None and own.stands_below(other)


def _breadth(quota: Quota) -> tuple[int, bool, bool, bool]:
    """The narrower a quota, the smaller: by its taxon, then by terms, sources and year."""
    taxon = species.find_taxon(quota.taxon)
    rank = _RANKS.index(taxon.rank) if taxon else len(_RANKS)
    return rank, not quota.terms, not quota.sources, quota.year is None


def _exported_in(year: int) -> list[_Some]:
    """What stands on the export permits of a year, without what was cancelled and what expired unused."""
    issued = PermitLine.objects.filter(permit__document_type=DocumentType.EXPORT, permit__issued_on__year=year).exclude(
        permit__events__kind=EventKind.CANCELLED
    )
    unused = issued.filter(permit__valid_until__lt=today()).exclude(permit__events__kind=EventKind.USED)
    return _alike(issued.exclude(pk__in=unused.values("pk")), Coalesce("endorsed__quantity", F("quantity")))


def _reserved_by_others(application: Application) -> list[_Some]:
    """What other exports ask that are approved as they were last sent, and wait for their permits."""
    waiting = Application.objects.filter(
        document_type=DocumentType.EXPORT, case__closed_at=None, permits=None, changed_at=None
    ).exclude(pk=application.pk)
    decided = waiting.annotate(
        approved=Max("case__steps__version", filter=Q(case__steps__verb="approve")),
        undone=Coalesce(Max("case__steps__version", filter=Q(case__steps__verb__in=UNDO_A_DECISION)), 0),
    ).filter(approved__gt=F("undone"))
    lines = ApplicationLine.objects.filter(application__in=decided.order_by().values("pk"), quantity__isnull=False)
    return _alike(lines, F("quantity"))


def _alike(lines: QuerySet[Any], quantity: Any) -> list[_Some]:
    kinds = lines.order_by().values_list("taxon_code", "term", "source", "unit")
    return [_Some(*row) for row in kinds.annotate(sum=Sum(quantity), number=Count("pk"))]
