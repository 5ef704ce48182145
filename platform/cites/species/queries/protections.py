"""Reading what protects a taxon on a day: reservations, suspensions, published quotas, where it occurs.

What is decided about a group holds for all that stands below it.
"""

from datetime import date

from cites.species.memory import remembered
from cites.species.models import PublishedQuota, Range, Reservation, Suspension
from cites.species.queries.taxa import taxon as taxon_of


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
    own = taxon_of(code)
    in_force = [each for each in _suspensions() if each.holds_on(day)]
    return tuple(each for each in in_force if each.taxon is None or own.belongs_to(each.taxon))


@remembered
def published_quotas_on(code: str, country: str, day: date) -> tuple[PublishedQuota, ...]:
    """Return the export quotas of a country for a taxon that are in force on ``day``; raise UnknownTaxon."""
    own = taxon_of(code)
    lineage = own.lineage()  # once, for a country may have hundreds
    in_force = (each for each in published_quotas_from(country) if each.holds_on(day))
    return tuple(
        each
        for each in in_force
        if each.taxon_id == own.pk or (each.taxon.rank.upper(), each.taxon.scientific_name) in lineage
    )


@remembered
def published_quotas_from(country: str) -> tuple[PublishedQuota, ...]:
    """Return every export quota that was ever published for a country."""
    return tuple(PublishedQuota.objects.filter(country=country).select_related("taxon"))


@remembered
def _reservations() -> tuple[Reservation, ...]:
    return tuple(Reservation.objects.select_related("taxon"))


@remembered
def _suspensions() -> tuple[Suspension, ...]:
    return tuple(Suspension.objects.select_related("taxon"))
