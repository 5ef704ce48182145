"""What permits on paper take of quotas: a Party that begins in June has used some of them since January."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from django.db.models import Count, QuerySet, Sum

from cites.permits.models import EventKind, PaperPermitLine
from cites.permits.queries.quota_ledger import Some, committed_in, own_origins
from cites.permits.rules.quotas import QUOTA_DOCUMENTS

_SAME: Final = ("taxon_code", "term", "source", "source2", "unit", "permit__purpose", "permit__issued_on")
_TAKES_NOTHING: Final = (EventKind.CANCELLED, EventKind.REPLACED)
_UNKNOWN_SOURCE: Final = "W"  # quotas are of what is taken from the wild; what is not known to be bred is taken as such


def permitted_in(year: int) -> list[Some]:
    """Return what stands on the permits of a year, by the ledger and on paper."""
    return [*committed_in(year), *on_paper_in(year)]


def permitted_by_month(year: int) -> dict[int, list[Some]]:
    """Return the same by the months in which the permits were issued, a replacement in that of the first."""
    months = defaultdict[int, list[Some]](list)
    for some in permitted_in(year):
        if some.day:
            months[some.day.month].append(some)
    return months


def on_paper_in(year: int) -> list[Some]:
    """Return what stands on the permits that were issued on paper in a year and neither cancelled nor replaced.

    The whole of it: of what left under a paper nobody has told this service, and a paper that is over may have been
    used as well as not.
    """
    rows = _lines_of(year).values_list(*_SAME).annotate(sum=Sum("quantity"), number=Count("pk"))
    return [_some(kind, sum_, number) for *kind, sum_, number in rows]


def _lines_of(year: int) -> QuerySet[PaperPermitLine]:
    lines = PaperPermitLine.objects.filter(permit__issued_on__year=year, permit__document_type__in=QUOTA_DOCUMENTS)
    own = lines.filter(country_of_origin__in=own_origins())
    return own.exclude(permit__ended__in=_TAKES_NOTHING).order_by()


def _some(kind: Iterable[Any], quantity: Any, lines: int) -> Some:
    taxon, term, source, second, unit, purpose, day = kind
    return Some(taxon, term, f"{source}{second}" or _UNKNOWN_SOURCE, unit, quantity, lines, purpose, day)
