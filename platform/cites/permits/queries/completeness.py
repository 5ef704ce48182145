"""Whether what the Articles ask the authorities to find was found before permits were issued: read from the records."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import BooleanField, Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import TruncMonth

from cites.permits.models import Conclusion, Finding, FindingKind, Permit, PermitLine
from cites.permits.rules.facts import LIVING_TERMS
from cites.permits.rules.findings import Authority, required_findings
from tenants.profiles.schema import AuthorityKind
from workflows.models import CaseStep

NOBODY: Final = Q(pk__in=[])


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
    """The permits with ``is_complete``: each authority that has to find had done so since they were last sent."""
    permits = Permit.objects.filter(issued_on__gte=first, issued_on__lte=last)
    science, management = _lines_that_need(first, last)
    lacking = (Q(needs_science=True) & Q(found=False)) | (Q(needs_management=True) & Q(examined=False))
    return permits.annotate(
        needs_science=Exists(science.filter(permit=OuterRef("pk"))),
        needs_management=Exists(management.filter(permit=OuterRef("pk"))),
        conclusion=Subquery(_findings().values("conclusion")[:1]),
        found=Case(
            When(conclusion__in=(Conclusion.POSITIVE, Conclusion.CONDITIONAL), then=True),
            default=False,
            output_field=BooleanField(),
        ),
        examined=Exists(_examinations()),
        is_complete=Case(When(lacking, then=Value(False)), default=Value(True), output_field=BooleanField()),
    )


def _findings() -> QuerySet[Finding]:
    """The Scientific Authority's findings on what was permitted, before it was: the one that counted first."""
    return Finding.objects.filter(
        application=OuterRef("application"),
        kind=FindingKind.NON_DETRIMENT,
        authority=AuthorityKind.SCIENTIFIC,
        made_at__lte=OuterRef("issued_at"),
        made_at__gte=OuterRef("application__submitted_at"),
    ).order_by("-made_at", "-pk")


def _examinations() -> QuerySet[CaseStep]:
    return CaseStep.objects.filter(
        case=OuterRef("application__case"),
        verb="complete_examination",
        at__lte=OuterRef("issued_at"),
        at__gte=OuterRef("application__submitted_at"),
    )


def _lines_that_need(first: date, last: date) -> tuple[QuerySet[PermitLine], QuerySet[PermitLine]]:
    """The lines of permits for which the Scientific, and the Management Authority has to find something."""
    lines = PermitLine.objects.annotate(
        living=Case(When(term__in=LIVING_TERMS, then=True), default=False, output_field=BooleanField())
    ).order_by()
    kinds = lines.filter(permit__issued_on__gte=first, permit__issued_on__lte=last)
    by_authority = {Authority.SCIENTIFIC: NOBODY, Authority.MANAGEMENT: NOBODY}
    for kind in kinds.values_list("permit__document_type", "appendix", "source", "living").distinct():
        document_type, appendix, source, living = kind
        alike = Q(permit__document_type=document_type, appendix=appendix, source=source, living=living)
        for authority in {needed.authority for needed in required_findings(*kind)}:
            by_authority[authority] |= alike
    return lines.filter(by_authority[Authority.SCIENTIFIC]), lines.filter(by_authority[Authority.MANAGEMENT])
