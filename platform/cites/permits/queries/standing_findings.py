"""Standing findings: which are in force, what is used of them, and which a case may take over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum

from cites.permits.errors import UnknownFinding
from cites.permits.models import Application, ApplicationLine, EventKind, Finding, StandingFinding, StandingUse
from cites.permits.queries.findings import kinds_to_find
from cites.permits.rules.findings import FindingKind
from cites.permits.rules.standing import NOTHING, LineSought, Scope, covers, fits
from cites.species import queries as species
from tenants.context import current_profile, today


@dataclass(frozen=True, slots=True)
class Offered:
    """A finding in force, and the lines of a case that may take it over; ``left`` is None without a limit."""

    finding: StandingFinding
    lines: list[ApplicationLine]
    left: Decimal | None


def standing_findings() -> QuerySet[StandingFinding]:
    """Return all of them with what their pages name, the latest first."""
    related = ("official", "withdrawal__official", "replacement", "organisation", "applicant", "replaces")
    return StandingFinding.objects.select_related(*related)


def standing_finding(pk: int) -> StandingFinding:
    """Return one; raise UnknownFinding."""
    found = standing_findings().filter(pk=pk).first()
    if found is None:
        raise UnknownFinding(str(pk))
    return found


def in_force(day: date | None = None) -> QuerySet[StandingFinding]:
    """Return those that cases may take over on ``day`` (the Party's today)."""
    day = day or today()
    of_the_day = standing_findings().filter(valid_from__lte=day, valid_until__gte=day, withdrawal=None)
    return of_the_day.exclude(replacement__valid_from__lte=day)


def in_force_for_taxon(code: str) -> list[StandingFinding]:
    """Return those in force today that are about a taxon, or a group to which it belongs."""
    return [each for each in in_force() if species.belongs_to(code, each.taxon_code)]


def used_of(finding: StandingFinding, year: int, *, without: Application | None = None) -> Decimal:
    """Return what cases have taken of its limit in that year, but for the case of ``without``."""
    uses = _uses_that_count().filter(standing=finding, year=year)
    if without is not None:
        uses = uses.exclude(finding__application=without)
    return uses.aggregate(sum=Sum("quantity"))["sum"] or NOTHING


def uses_of(finding: StandingFinding) -> list[StandingUse]:
    """Return what cases have taken of it and still hold, the latest first, with their cases."""
    uses = _uses_that_count().filter(standing=finding)
    return list(uses.select_related("finding__application__case").order_by("-pk"))


def resting_on(finding: StandingFinding) -> list[str]:
    """Return the references of the open cases without a permit that have taken it over."""
    uses = _uses_that_count().filter(
        standing=finding, finding__application__permits=None, finding__application__case__closed_at=None
    )
    return sorted(set(uses.values_list("finding__application__case__reference", flat=True)))


def offered_to(of: Application, authority: str, day: date | None = None) -> list[Offered]:
    """Return the findings in force of an authority that cover lines for which it has to find something."""
    day = day or today()
    found = (_offered(each, of, lines, day) for each, lines in _of_the_kinds(of, authority, day))
    return [each for each in found if each is not None]


def line_sought(line: ApplicationLine, of: Application, scope: Scope) -> LineSought:
    """Return what the rules ask about a line, as far as a standing finding is concerned."""
    holders = {f"person:{of.applicant_id}", f"organisation:{of.organisation_id}" if of.organisation_id else ""}
    return LineSought(
        taxa=frozenset({scope.taxon} if species.belongs_to(line.taxon_code, scope.taxon) else ()),
        term=line.term,
        sources=frozenset(line.sources),
        country=line.country_of_origin or current_profile().iso2,
        quantity=line.quantity,
        unit=line.unit,
        holders=frozenset(holders - {""}),
    )


def lines_covered(
    finding: StandingFinding, of: Application, lines: Iterable[ApplicationLine], day: date
) -> list[ApplicationLine]:
    """Return those of the lines of which it speaks on that day."""
    scope = finding.scope
    return [line for line in lines if covers(scope, line_sought(line, of, scope), day)]


def has_room(finding: StandingFinding, of: Application, lines: Iterable[ApplicationLine], day: date) -> bool:
    """Tell whether all these lines fit into what is left of it in the year of that day."""
    if finding.quantity is None:
        return True
    scope, used = finding.scope, used_of(finding, day.year, without=of)
    return fits(scope, used, [line_sought(line, of, scope) for line in lines])


def _of_the_kinds(
    of: Application, authority: str, day: date
) -> Iterable[tuple[StandingFinding, list[ApplicationLine]]]:
    kinds = kinds_to_find(of, authority)
    for each in in_force(day).filter(authority=authority, kind__in=list(kinds)):
        yield each, kinds[FindingKind(each.kind)]


def _offered(finding: StandingFinding, of: Application, lines: list[ApplicationLine], day: date) -> Offered | None:
    covered = lines_covered(finding, of, lines, day)
    if not covered or not has_room(finding, of, covered, day):
        return None
    used = NOTHING if finding.quantity is None else used_of(finding, day.year, without=of)
    return Offered(finding, covered, None if finding.quantity is None else finding.quantity - used)


def _uses_that_count() -> QuerySet[StandingUse]:
    """What was given back is not counted: of a case that ended without a permit, was sent anew, or found on anew; and
    of a permit that was cancelled."""
    later = Finding.objects.filter(
        application=OuterRef("finding__application"),
        kind=OuterRef("finding__kind"),
        authority=OuterRef("finding__authority"),
        made_at__gt=OuterRef("finding__made_at"),
    )
    uses = StandingUse.objects.filter(~Exists(later), finding__made_at__gte=F("finding__application__submitted_at"))
    uses = uses.filter(Q(finding__application__case__closed_at=None) | Q(finding__application__permits__isnull=False))
    return uses.exclude(finding__application__permits__events__kind=EventKind.CANCELLED)
