"""Reading what protects a taxon on a day: reservations, suspensions, published quotas, where it occurs.

What is decided about a group holds for all that stands below it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from cites.species.memory import remembered
from cites.species.models import PublishedQuota, Range, Reservation, Suspension, Taxon
from cites.species.queries.measures import once
from cites.species.queries.taxa import taxon as taxon_of

Group = tuple[str, str]
_ALL: Group = ("", "")


@remembered
def countries_of(code: str) -> frozenset[str]:
    """Return the countries where a taxon occurs or occurred; none means that nothing is known."""
    return frozenset(Range.objects.filter(taxon__code=code).values_list("country", flat=True))


@remembered
def reserved_by(code: str, day: date) -> frozenset[str]:
    """Return the Parties with a reservation for a taxon, or for a group above it; raise UnknownTaxon."""
    own = taxon_of(code)
    held = [each for each in _reservations() if each.holds_on(day) and own.belongs_to(each.taxon)]
    return frozenset(each.party for each in held)


def suspensions_on(code: str, day: date) -> tuple[Suspension, ...]:
    """Return the recommendations to suspend trade in a taxon that are in force on ``day``; raise UnknownTaxon."""
    groups = _suspensions()
    found = (each for group in (_ALL, *taxon_of(code).lineage()) for each in groups.get(group, ()))
    in_force = [each for each in found if each.holds_on(day)]
    return tuple(once(sorted(in_force, key=lambda each: (each.valid_from, each.pk or 0))))


@remembered
def published_quotas_on(code: str, country: str, day: date) -> tuple[PublishedQuota, ...]:
    """Return the export quotas of a country for a taxon that are in force on ``day``; raise UnknownTaxon."""
    own = taxon_of(code)
    lineage = own.lineage()  # once, for a country may have hundreds
    in_force = (each for each in published_quotas_from(country) if each.holds_on(day))
    meant = (each for each in in_force if each.taxon_id == own.pk or _group(each.taxon) in lineage)
    return tuple(once(meant))


@remembered
def published_quotas_from(country: str) -> tuple[PublishedQuota, ...]:
    """Return every export quota that was ever published for a country."""
    return tuple(PublishedQuota.objects.filter(country=country).select_related("taxon"))


@remembered
def _reservations() -> tuple[Reservation, ...]:
    return tuple(Reservation.objects.select_related("taxon"))


@remembered
def _suspensions() -> Mapping[Group, list[Suspension]]:
    """Return the suspensions by rank and name of what they are about, as a lineage has them."""
    return by_group(Suspension.objects.select_related("taxon"))


def by_group(suspensions: Iterable[Suspension]) -> Mapping[Group, list[Suspension]]:
    """Return suspensions by what they are about."""
    found = defaultdict[Group, list[Suspension]](list)
    for each in suspensions:
        found[_group(each.taxon)].append(each)
    return dict(found)


def _group(taxon: Taxon | None) -> Group:
    return _ALL if taxon is None else (taxon.rank.upper(), taxon.scientific_name)
