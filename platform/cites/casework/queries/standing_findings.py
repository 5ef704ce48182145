"""Standing findings as their pages list them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cites.casework.queries.words import CodeNames, Rows, country, language
from cites.permits.models import StandingFinding
from cites.permits.models.specimens import letter
from cites.permits.quantities import quantity_words
from cites.permits.queries.standing_findings import in_force, standing_findings, used_of, uses_of
from localization.formats import format_date
from tenants.context import current_profile, today

MOST = 200


@dataclass(frozen=True)
class AskedFindings:
    """What the list of findings is narrowed by; nothing means any."""

    species: str = ""
    kind: str = ""
    every: bool = False


def listed_findings(asked: AskedFindings) -> list[StandingFinding]:
    """The findings in force, or all that were ever made, the latest first."""
    found: QuerySet[StandingFinding] = standing_findings() if asked.every else in_force()
    if asked.species:
        found = found.filter(Q(scientific_name__icontains=asked.species) | Q(taxon_code__iexact=asked.species))
    if asked.kind:
        found = found.filter(kind=asked.kind)
    return list(found[:MOST])


def state_of_finding(finding: StandingFinding) -> tuple[str, str]:
    """Where a standing finding stands today: a status and its words."""
    if finding.is_withdrawn:
        return "withdrawn", _("Withdrawn")
    if today() > finding.valid_until:
        return "expired", _("Over")
    if today() > finding.last_day:
        return "closed", _("Replaced by a later one")
    if today() < finding.valid_from:
        return "pending", _("Not in force yet")
    return "applied", _("In force")


def rows_of_finding(finding: StandingFinding) -> Rows:
    """What it says and of what, as label and value; what is empty is left out."""
    names, reader = CodeNames(), language()
    rows: Rows = [
        (_("Conclusion"), finding.get_conclusion_display()),
        (_("Conditions"), finding.conditions),
        (_("Species"), finding.scientific_name),
        (_("Kinds of specimen"), ", ".join(names.coded("terms", code) for code in finding.terms.split()) or _("All")),
        (_("Sources"), ", ".join(names.coded("sources", code) for code in finding.sources.split()) or _("All")),
        (_("Country of origin"), country(finding.country) or _("Any")),
        (_("Population"), finding.population),
        (_("Applicants"), finding.holder or _("Anybody")),
        (_("Most in a year"), quantity_of(finding)),
        (_("Used this year"), used_this_year(finding)),
        (_("Valid from"), format_date(finding.valid_from, reader)),
        (_("Valid until"), format_date(finding.valid_until, reader)),
        (_("Reasons"), finding.reason),
        (_("Evidence"), finding.evidence),
        (_("Made by"), f"{finding.official.full_name}, {finding.authority_name}"),
        (_("Made on"), format_date(finding.made_at.astimezone(current_profile().zone).date(), reader)),
    ]
    return [row for row in rows if row[1]]


@dataclass(frozen=True)
class ShownUse:
    """What a case took of a finding."""

    reference: str
    letter: str
    quantity: str
    on: date


def shown_uses(finding: StandingFinding) -> list[ShownUse]:
    """What cases took of it and still hold, the latest first."""
    day, reader, zone = today(), language(), current_profile().zone
    return [
        ShownUse(
            reference=use.finding.application.reference,
            letter=letter(use.position),
            quantity=quantity_words(use.quantity, use.unit, day=day, language=reader),
            on=use.finding.made_at.astimezone(zone).date(),
        )
        for use in uses_of(finding)
    ]


def quantity_of(finding: StandingFinding) -> str:
    """Its limit for a year, in words."""
    if finding.quantity is None:
        return ""
    return quantity_words(finding.quantity, finding.unit, day=today(), language=language())


def used_this_year(finding: StandingFinding) -> str:
    """What is used of its limit this year, in words."""
    if finding.quantity is None:
        return ""
    return quantity_words(used_of(finding, today().year), finding.unit, day=today(), language=language())
