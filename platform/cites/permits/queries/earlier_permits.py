"""Like specimens on the permits that this Party has issued before, here and on paper."""

from collections.abc import Collection
from datetime import date
from typing import Any, Final

from django.db.models import Count, QuerySet, Sum

from cites.permits.models import Application, EventKind, PaperPermitLine, PermitLine
from cites.permits.rules.earlier_permits import EXPORT_PERMITS, YEARS, Earlier
from cites.permits.rules.validity import add_months

_COUNTS_NO_MORE: Final = (EventKind.CANCELLED, EventKind.REPLACED)
_SAME: Final = ("permit", "permit__document_type", "permit__issued_on", "taxon_code", "term", "unit")
_MONTHS_OF_A_YEAR: Final = 12


def earlier_permits(of: Application, day: date) -> list[Earlier]:
    """Return what the permits of the years before ``day`` say of the kinds of specimen of an application; two queries.

    Those of the same document, and exports of each kind for an export; a replacement stands for what it replaced.
    """
    kinds = {(line.taxon_code, line.term) for line in of.lines.all()}
    if not kinds:
        return []
    documents = EXPORT_PERMITS if of.document_type in EXPORT_PERMITS else {of.document_type}
    issued = _of_kinds(PermitLine.objects.all(), kinds, documents, day).exclude(permit__application=of)
    issued = issued.exclude(permit__events__kind__in=_COUNTS_NO_MORE)
    paper = _of_kinds(PaperPermitLine.objects.all(), kinds, documents, day).exclude(permit__ended__in=_COUNTS_NO_MORE)
    return [*_issued(issued), *_on_paper(paper)]


def _of_kinds(
    lines: QuerySet[Any], kinds: Collection[tuple[str, str]], documents: Collection[str], day: date
) -> QuerySet[Any]:
    taxa, terms = {taxon for taxon, _term in kinds}, {term for _taxon, term in kinds}
    since = add_months(day, -YEARS * _MONTHS_OF_A_YEAR)
    alike = lines.filter(taxon_code__in=taxa, term__in=terms, permit__document_type__in=documents)
    return alike.filter(permit__issued_on__gt=since, permit__issued_on__lte=day).order_by()


def _issued(lines: QuerySet[Any]) -> list[Earlier]:
    told = lines.values_list(*_SAME, "permit__first_issued_on").annotate(
        granted=Sum("quantity"), left=Sum("endorsed__quantity"), endorsed=Count("endorsed")
    )
    return [
        Earlier(document, taxon, term, granted, unit, first or issued, left if endorsed else None)
        for _permit, document, issued, taxon, term, unit, first, granted, left, endorsed in told
    ]


def _on_paper(lines: QuerySet[Any]) -> list[Earlier]:
    told = lines.values_list(*_SAME).annotate(granted=Sum("quantity"))
    return [
        Earlier(document, taxon, term, granted, unit, issued)
        for _permit, document, issued, taxon, term, unit, granted in told
    ]
