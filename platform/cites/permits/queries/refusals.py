"""Refusals on record: found by ground, species and country, and told beside a like application."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from cites.permits.models import Application, ApplicationLine
from cites.permits.rules.facts import RefusalFacts
from tenants.context import current_profile
from workflows.models import CaseStep

_OVERTURNED_BY: Final = ("appeal", "approve")
MOST_TOLD: Final = 50


@dataclass(frozen=True, slots=True)
class AskedRefusals:
    """What to look for; what is blank narrows nothing. ``country`` is where specimens were to go, or came from."""

    year: int | None = None
    ground: str = ""
    species: str = ""
    country: str = ""


def refusals(asked: AskedRefusals) -> QuerySet[CaseStep]:
    """Return the steps by which applications were refused, newest first, also those that were appealed since."""
    found = CaseStep.objects.filter(verb="refuse").select_related("actor", "case").order_by("-at", "-pk")
    if asked.year:
        found = found.filter(at__year=asked.year)
    if asked.ground:
        found = found.filter(data__ground=asked.ground)
    if asked.species or asked.country:
        found = found.filter(case__in=_applications(asked).values("case"))
    return found


def refused_before(of: Application) -> tuple[RefusalFacts, ...]:
    """Return what was refused to the same applicant, or their organisation, and stands: the newest, kind by kind."""
    theirs = Q(applicant=of.applicant_id)
    if of.organisation_id:
        theirs |= Q(organisation=of.organisation_id)
    earlier = Application.objects.filter(theirs, document_type=of.document_type).exclude(pk=of.pk)
    later = CaseStep.objects.filter(case=OuterRef("case"), version__gt=OuterRef("version"), verb__in=_OVERTURNED_BY)
    steps = CaseStep.objects.filter(verb="refuse", case__in=earlier.values("case")).exclude(Exists(later))
    days = dict(steps.order_by("-at").values_list("case", "at")[:MOST_TOLD])
    if not days:
        return ()
    zone = current_profile().zone
    lines = ApplicationLine.objects.filter(application__case__in=days).order_by("-application__pk", "position")
    kinds = lines.values_list("taxon_code", "term", "application__case", "application__case__reference").distinct()
    return tuple(RefusalFacts(taxon, term, ref, days[case].astimezone(zone).date()) for taxon, term, case, ref in kinds)


def _applications(asked: AskedRefusals) -> QuerySet[Application]:
    found = Application.objects.order_by()
    if asked.species:
        named = Q(taxon_code__iexact=asked.species) | Q(scientific_name__icontains=asked.species)
        lines = ApplicationLine.objects.filter(named | Q(common_name__icontains=asked.species))
        found = found.filter(pk__in=lines.values("application"))
    if asked.country:
        found = found.filter(Q(consignee_country=asked.country) | Q(exporter_country=asked.country))
    return found
