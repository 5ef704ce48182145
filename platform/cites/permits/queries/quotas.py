"""How much of the Party's export quotas is used up, and what is left for the specimens of an application."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from cites.permits.models import Application, ApplicationLine, EventKind, PermitLine
from cites.permits.queries.applications import UNDO_A_DECISION
from cites.permits.queries.permits import never_traded_under
from cites.permits.rules.facts import DocumentType
from cites.permits.rules.quotas import Quota, QuotaTable, of_year
from cites.species import queries as species
from cites.species.models import Taxon
from tenants.context import current_profile, today
from tenants.releases.queries import release_in_force

NOTHING = Decimal(0)
_RANKS = [rank.value for rank in Taxon.Rank]


@dataclass(frozen=True, slots=True)
class Balance:
    """What became of a quota in one year, in the unit of the quota.

    ``permitted`` is what stands on its permits, or what really left where that is on record; ``reserved`` is approved
    and waits for its permit; ``asked`` is what the application at hand asks beside both, while it is open. ``expired``
    stands on permits that are over and of whose use nothing is on record: it is in none of the others. ``uncounted``
    says how many lines of permits and of applications are in units that cannot be counted together with the quota's.
    """

    quota: Quota
    year: int
    permitted: Decimal
    reserved: Decimal
    asked: Decimal
    expired: Decimal
    uncounted: int

    @property
    def left(self) -> Decimal:
        """What is left before the application at hand; less than nothing where the quota is overdrawn."""
        return self.quota.quantity - self.permitted - self.reserved

    @property
    def is_overdrawn(self) -> bool:
        """Whether more was permitted and approved than the quota allows."""
        return self.left < 0

    @property
    def is_too_little(self) -> bool:
        """Whether the application at hand asks for more than is left."""
        return self.asked > max(self.left, NOTHING)


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
    """Return the balance of every quota that the lines of an export count against, the most particular first.

    A quota for one year takes the place of the one for every year that is about the same specimens. What was taken from
    the wild, bred or grown in another country counts against no quota of this one.
    """
    if application.document_type != DocumentType.EXPORT:
        return []
    year = today().year
    asked = [
        _Some(line.taxon_code, line.term, line.source, line.unit, line.quantity)
        for line in application.lines.all()
        if line.country_of_origin in _own_origins()
    ]
    quotas = [quota for quota in of_year(quotas_in_force().values(), year) if any(_counts(quota, one) for one in asked)]
    if not quotas:
        return []
    found = _found_in(
        year,
        reserved=_reserved(_approved().exclude(pk=application.pk)),
        asked=[] if application.case.closed_at or application.permits.exists() else asked,
    )
    return [_balance(quota, year, found) for quota in sorted(quotas, key=_breadth)]


def balances_of_taxon(code: str) -> list[Balance]:
    """Return this year's balance of every quota that counts specimens of a taxon, the most particular first."""
    year = today().year
    quotas = [quota for quota in of_year(quotas_in_force().values(), year) if species.belongs_to(code, quota.taxon)]
    if not quotas:
        return []
    found = _found_in(year, reserved=_reserved(_approved()), asked=[])
    return [_balance(quota, year, found) for quota in sorted(quotas, key=_breadth)]


@dataclass(frozen=True, slots=True)
class _Found:
    """Specimens that may count against quotas, by what became of them."""

    permitted: list[_Some]
    reserved: list[_Some]
    asked: list[_Some]
    expired: list[_Some]


def _found_in(year: int, *, reserved: list[_Some], asked: list[_Some]) -> _Found:
    return _Found(
        permitted=_alike(_issued_in(year).exclude(pk__in=_unused(year)), Coalesce("endorsed__quantity", F("quantity"))),
        reserved=reserved,
        asked=asked,
        expired=_alike(_issued_in(year).filter(pk__in=_unused(year)), F("quantity")),
    )


def _balance(quota: Quota, year: int, found: _Found) -> Balance:
    counting = (*found.permitted, *found.reserved, *found.asked)
    return Balance(
        quota=quota,
        year=year,
        permitted=_sum(quota, found.permitted),
        reserved=_sum(quota, found.reserved),
        asked=_sum(quota, found.asked),
        expired=_sum(quota, found.expired),
        uncounted=sum(some.lines for some in counting if _counts(quota, some) and _measured(quota, some) is None),
    )


def _sum(quota: Quota, found: Iterable[_Some]) -> Decimal:
    return sum((_measured(quota, some) or NOTHING for some in found if _counts(quota, some)), NOTHING)


def _measured(quota: Quota, some: _Some) -> Decimal | None:
    return quota.measured(some.quantity, some.unit)


def _counts(quota: Quota, some: _Some) -> bool:
    return quota.covers(some.term, some.source) and species.belongs_to(some.taxon_code, quota.taxon)


def _own_origins() -> tuple[str, str]:
    """What says that specimens come from this country: its code, or nothing."""
    return "", current_profile().iso2


def _breadth(quota: Quota) -> tuple[int, bool, bool]:
    """The narrower a quota, the smaller: by its taxon, then by terms and sources."""
    taxon = species.find_taxon(quota.taxon)
    rank = _RANKS.index(taxon.rank) if taxon else len(_RANKS)
    return rank, not quota.terms, not quota.sources


def first_issued_in(year: int) -> Q:
    """Return which lines count in a year: those of its permits, a replacement in the year of the first in its place."""
    return Q(permit__first_issued_on=None, permit__issued_on__year=year) | Q(permit__first_issued_on__year=year)


def _issued_in(year: int) -> QuerySet[PermitLine]:
    """The lines of the export permits of a year that were neither cancelled nor replaced nor handed back unused."""
    issued = PermitLine.objects.filter(first_issued_in(year), permit__document_type=DocumentType.EXPORT)
    return issued.exclude(permit__in=never_traded_under().values("pk"))


def _unused(year: int) -> Any:
    """The keys of those whose permit is over, and of whose use nothing is on record."""
    over = _issued_in(year).filter(permit__valid_until__lt=today())
    return over.exclude(permit__events__kind=EventKind.USED).values("pk")


def _approved() -> QuerySet[Application]:
    """The exports that are approved as they were last sent, and wait for their permits."""
    waiting = Application.objects.filter(
        document_type=DocumentType.EXPORT, case__closed_at=None, permits=None, changed_at=None
    )
    decided = waiting.annotate(
        approved=Max("case__steps__version", filter=Q(case__steps__verb="approve")),
        undone=Coalesce(Max("case__steps__version", filter=Q(case__steps__verb__in=UNDO_A_DECISION)), 0),
    )
    return decided.filter(approved__gt=F("undone"))


def _reserved(approved: QuerySet[Application]) -> list[_Some]:
    """What these ask."""
    return _alike(ApplicationLine.objects.filter(application__in=approved.order_by().values("pk")), F("quantity"))


def _alike(lines: QuerySet[Any], quantity: Any) -> list[_Some]:
    """Sum up lines of specimens from this country that are alike."""
    kinds = (
        lines.filter(country_of_origin__in=_own_origins())
        .order_by()
        .values_list("taxon_code", "term", "source", "unit")
    )
    return [_Some(*row) for row in kinds.annotate(sum=Sum(quantity), number=Count("pk"))]
