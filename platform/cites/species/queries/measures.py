"""Reading what is decided about trade in a taxon, and where it occurs."""

from cites.species.models import PublishedQuota, Range, Reservation, Suspension, Taxon


def taxon_and_groups(taxon: Taxon) -> list[Taxon]:
    """Return a taxon and every group above it that is in the list, the taxon first."""
    names = {name for _rank, name in taxon.lineage()}
    above = Taxon.objects.filter(scientific_name__in=names).exclude(pk=taxon.pk)
    return [taxon, *(group for group in above if taxon.stands_below(group))]


def suspensions_of(taxa: list[Taxon]) -> list[Suspension]:
    """Return the suspensions of trade in any of these taxa or in all, past ones as well, the latest first."""
    meant = Suspension.objects.filter(taxon__in=taxa) | Suspension.objects.filter(taxon=None)
    return list(meant.select_related("taxon").order_by("-valid_from", "country", "pk"))


def reservations_of(taxa: list[Taxon]) -> list[Reservation]:
    """Return the reservations that were entered about any of these taxa, past ones as well, the latest first."""
    return list(Reservation.objects.filter(taxon__in=taxa).select_related("taxon").order_by("-valid_from", "party"))


def published_quotas_of(taxa: list[Taxon]) -> list[PublishedQuota]:
    """Return the export quotas that were published for any of these taxa, the latest first."""
    found = PublishedQuota.objects.filter(taxon__in=taxa).select_related("taxon")
    return list(found.order_by("-valid_from", "country", "pk"))


def ranges_of(taxon: Taxon) -> list[Range]:
    """Return the countries in which a taxon occurs or occurred, by code."""
    return list(taxon.ranges.all())
