"""The recent permits of a case's trader and of each of its species: the latest few, and how many more there were."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Window
from django.db.models.functions import DenseRank
from django.utils.translation import gettext as _

from cites.accounts.models import User
from cites.casework.queries.visible import visible_applications
from cites.casework.queries.words import CodeNames, shown_quantity
from cites.permits.models import Application, Permit, PermitLine
from cites.permits.queries.permits import shown_state
from tenants.context import today

MOST = 5
MOST_OF_TAXON = 10
MOST_SPECIMENS = 3
YEARS = 2


@dataclass(frozen=True)
class RecentPermit:
    """One permit; ``case`` is the reference of its case where the reader may open that, else empty."""

    number: str
    issued_on: date
    status_key: str
    specimens: list[str]
    case: str


@dataclass(frozen=True)
class RecentPermits:
    """The latest permits of the trader (no species) or of a species, and how many more the last 24 months had."""

    species: str
    permits: list[RecentPermit]
    more: int


def recent_permits(application: Application, reader: User) -> list[RecentPermits]:
    """Those of the trader, then those of each species of the case, without the case's own; as many queries always."""
    return [_of_trader(application, reader), *_of_species(application, reader)]


def permits_of_taxon(code: str, name: str, reader: User) -> RecentPermits:
    """The latest permits of a taxon that the Party ever issued, and how many more there are."""
    lines, names = PermitLine.objects.filter(taxon_code=code), CodeNames()
    permits = Permit.objects.filter(Exists(lines.filter(permit=OuterRef("pk"))))
    counted = permits.annotate(total=Window(Count("pk")), may_open=_may_open(reader, "application"))
    related = counted.select_related("application__case").prefetch_related("events", Prefetch("lines", lines))
    found: list[Any] = list(related.order_by("-issued_on", "-pk")[:MOST_OF_TAXON])
    shown = [
        _permit(permit, permit.may_open, [_specimen(line, names) for line in permit.lines.all()]) for permit in found
    ]
    return RecentPermits(name, shown, found[0].total - len(found) if found else 0)


def first_recent_day(day: date) -> date:
    """The day two years before; the last of February stays one."""
    try:
        return day.replace(year=day.year - YEARS)
    except ValueError:
        return day.replace(year=day.year - YEARS, day=28)


def _of_trader(application: Application, reader: User) -> RecentPermits:
    theirs = Q(application__applicant=application.applicant_id)
    if application.organisation_id:
        theirs |= Q(application__organisation=application.organisation_id)
    recent = Permit.objects.filter(theirs, issued_on__gte=first_recent_day(today())).exclude(application=application)
    counted = recent.annotate(total=Window(Count("pk")), may_open=_may_open(reader, "application"))
    related = counted.select_related("application__case").prefetch_related("events", "lines")
    permits: list[Any] = list(related.order_by("-issued_on", "-pk")[:MOST])
    names = CodeNames()
    shown = [_permit(permit, permit.may_open, _with_species(permit.lines.all(), names)) for permit in permits]
    return RecentPermits("", shown, permits[0].total - len(permits) if permits else 0)


def _of_species(application: Application, reader: User) -> list[RecentPermits]:
    species = {line.taxon_code: line.scientific_name for line in application.lines.all()}
    names = CodeNames()
    found = groupby(_lines_of(application, reader), key=lambda line: line.taxon_code)
    by_code = {code: list(lines) for code, lines in found}
    return [_of_one_species(name, by_code.get(code, []), names) for code, name in species.items()]


def _lines_of(application: Application, reader: User) -> QuerySet[Any]:
    """The lines of the latest permits of each species, with how many permits there are after and before."""
    codes = {line.taxon_code for line in application.lines.all()}
    recent = PermitLine.objects.filter(taxon_code__in=codes, permit__issued_on__gte=first_recent_day(today()))
    newest_first = [F("permit__issued_on").desc(), F("permit_id").desc()]
    oldest_first = [F("permit__issued_on").asc(), F("permit_id").asc()]
    ranked = recent.exclude(permit__application=application).annotate(
        newest=Window(DenseRank(), partition_by=F("taxon_code"), order_by=newest_first),
        oldest=Window(DenseRank(), partition_by=F("taxon_code"), order_by=oldest_first),
        may_open=_may_open(reader, "permit__application"),
    )
    related = ranked.select_related("permit__application__case").prefetch_related("permit__events")
    return related.filter(newest__lte=MOST).order_by("taxon_code", "newest", "position")


def _of_one_species(name: str, lines: list[Any], names: CodeNames) -> RecentPermits:
    permits = [
        _permit(own[0].permit, own[0].may_open, [_specimen(line, names) for line in own])
        for own in (list(group) for _rank, group in groupby(lines, key=lambda line: line.newest))
    ]
    every = lines[0].newest + lines[0].oldest - 1 if lines else 0
    return RecentPermits(name, permits, every - len(permits))


def _may_open(reader: User, application: str) -> Exists:
    return Exists(visible_applications(reader).filter(pk=OuterRef(application)))


def _permit(permit: Permit, may_open: bool, specimens: list[str]) -> RecentPermit:
    more = len(specimens) - MOST_SPECIMENS
    told = [*specimens[:MOST_SPECIMENS], _("and %(more)d more") % {"more": more}] if more > 0 else specimens
    return RecentPermit(
        number=permit.number,
        issued_on=permit.issued_on,
        status_key=str(shown_state(permit)),
        specimens=told,
        case=permit.application.reference if may_open else "",
    )


def _with_species(lines: Iterable[PermitLine], names: CodeNames) -> list[str]:
    return [f"{line.scientific_name}, {_specimen(line, names)}" for line in lines]


def _specimen(line: PermitLine, names: CodeNames) -> str:
    return f"{names.coded('terms', line.term)}, {shown_quantity(line)}"
