"""Whether what the Articles ask the authorities to find was found before permits were issued: read from the records."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import BooleanField, Case, Count, Exists, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, TruncMonth

from cites.permits.models import Conclusion, Finding, Permit, PermitLine
from cites.permits.rules.facts import LIVING_TERMS, NO_STATE, DocumentType
from cites.permits.rules.findings import Authority, FindingKind, required_findings
from cites.permits.rules.simplified import STANDS_FOR
from tenants.context import current_profile
from workflows.models import CaseStep

NOBODY: Final = Q(pk__in=[])
_KIND: Final = ("permit__document_type", "appendix", "source", "living", "brought_in", "stood_for")


@dataclass(frozen=True, slots=True)
class Issued:
    """The permits of one kind that were issued in one month, and those of them whose findings were complete."""

    month: date
    document_type: str
    permits: int
    complete: int


def issued_by_month(first: date, last: date) -> list[Issued]:
    """Return the permits issued from ``first`` to ``last``, both included; two queries."""
    permits = _with_completeness(first, last).order_by().annotate(month=TruncMonth("issued_on"))
    counted = permits.values_list("month", "document_type").annotate(
        permits=Count("pk"), complete=Count("pk", filter=Q(is_complete=True))
    )
    return [Issued(*row) for row in counted]


def incomplete_permits(first: date, last: date, most: int, document_type: str = "") -> list[Permit]:
    """Return the first of those permits whose findings were not complete, with application and case."""
    found = _with_completeness(first, last).filter(is_complete=False).order_by("issued_at", "pk")
    if document_type:
        found = found.filter(document_type=document_type)
    return list(found.select_related("application__case")[:most])


def _with_completeness(first: date, last: date) -> Any:
    """The permits with ``is_complete``: all that has to be found on them was, since they were last sent."""
    permits = Permit.objects.filter(issued_on__gte=first, issued_on__lte=last)
    lacking = NOBODY
    for (kind, authority), lines in _lines_that_need(first, last).items():
        needs, found = Q(Exists(lines.filter(permit=OuterRef("pk")))), Q(Exists(_favourable(kind, authority)))
        if authority is Authority.MANAGEMENT:
            found |= Q(Exists(_examinations_as_before()))
        lacking |= needs & ~found
    return permits.annotate(
        is_complete=Case(When(lacking, then=Value(False)), default=Value(True), output_field=BooleanField())
    )


def _favourable(kind: FindingKind, authority: Authority) -> QuerySet[Finding]:
    """The findings of that kind on what was permitted, before it was, of which none later is against it.

    Before findings of each kind were kept, the one of science was of all that science finds.
    """
    of_kind = Q(kind=kind.value) | Q(lines=None) if authority is Authority.SCIENTIFIC else Q(kind=kind.value)
    made = Finding.objects.filter(
        of_kind,
        application=OuterRef("application"),
        authority=authority.value,
        made_at__lte=OuterRef("issued_at"),
        made_at__gte=OuterRef("application__submitted_at"),
    )
    later = Finding.objects.filter(
        application=OuterRef("application"), kind=OuterRef("kind"), authority=authority.value,
        made_at__gt=OuterRef("made_at"), conclusion=Conclusion.NEGATIVE,
    )  # fmt: skip
    return made.filter(~Exists(later), conclusion__in=(Conclusion.POSITIVE, Conclusion.CONDITIONAL))


def _examinations_as_before() -> QuerySet[CaseStep]:
    """The examinations that stood for all that the Management Authority had to find."""
    return CaseStep.objects.filter(
        case=OuterRef("application__case"),
        verb="complete_examination",
        at__lte=OuterRef("issued_at"),
        at__gte=OuterRef("application__submitted_at"),
    ).exclude(data__has_key="findings")


def _lines_that_need(first: date, last: date) -> dict[tuple[FindingKind, Authority], QuerySet[PermitLine]]:
    """The lines of permits for which something has to be found, by what and by whom."""
    of_here = ["", current_profile().iso2, *NO_STATE]
    lines = PermitLine.objects.annotate(
        living=Case(When(term__in=LIVING_TERMS, then=True), default=False, output_field=BooleanField()),
        brought_in=Case(When(country_of_origin__in=of_here, then=False), default=True, output_field=BooleanField()),
        stood_for=Coalesce(KeyTextTransform(STANDS_FOR, "permit__answers"), Value(""), output_field=TextField()),
    ).order_by()
    kinds = lines.filter(permit__issued_on__gte=first, permit__issued_on__lte=last)
    needing: dict[tuple[FindingKind, Authority], Q] = {}
    for kind in kinds.values(*_KIND).distinct():
        alike = Q(**kind)
        stands_for = kind["stood_for"] or (DocumentType.RE_EXPORT if kind["brought_in"] else "")
        for needed in required_findings(*(kind[name] for name in _KIND[:4]), stands_for=stands_for):
            key = needed.kind, needed.authority
            needing[key] = needing.get(key, NOBODY) | alike
    return {key: lines.filter(alike) for key, alike in needing.items()}
