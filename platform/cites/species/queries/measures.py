"""Reading what is decided about trade in a taxon, and where it occurs."""

from collections.abc import Iterable
from typing import TypeVar

from cites.species.models import PublishedQuota, Range, Reservation, Suspension, Taxon

_RANKS = [rank.value for rank in Taxon.Rank]
Measure = TypeVar("Measure", Suspension, PublishedQuota)


def once(measures: Iterable[Measure]) -> list[Measure]:
    """Return measures in their order, each number of a body of data once: that of the widest taxon.

    An import leaves one of a group at each taxon below it where the group itself was not known yet.
    """
    every = list(measures)
    widest: dict[tuple[str, int], Measure] = {}
    for each in sorted(every, key=_breadth):
        if each.their_id is not None:
            widest[each.dataset, each.their_id] = each
    return [each for each in every if each.their_id is None or widest[each.dataset, each.their_id] is each]


def _breadth(measure: Suspension | PublishedQuota) -> int:
    return len(_RANKS) if measure.taxon is None else _RANKS.index(measure.taxon.rank)


def taxon_and_groups(taxon: Taxon) -> list[Taxon]:
    """Return a taxon and every group above it that is in the list, the taxon first."""
    names = {name for _rank, name in taxon.lineage()}
    above = Taxon.objects.filter(scientific_name__in=names).exclude(pk=taxon.pk)
    return [taxon, *(group for group in above if taxon.stands_below(group))]


def suspensions_of(taxa: list[Taxon]) -> list[Suspension]:
    """Return the suspensions of trade in any of these taxa or in all, past ones as well, the latest first."""
    meant = Suspension.objects.filter(taxon__in=taxa) | Suspension.objects.filter(taxon=None)
    return once(meant.select_related("taxon").order_by("-valid_from", "country", "pk"))


def reservations_of(taxa: list[Taxon]) -> list[Reservation]:
    """Return the reservations that were entered about any of these taxa, past ones as well, the latest first."""
    return list(Reservation.objects.filter(taxon__in=taxa).select_related("taxon").order_by("-valid_from", "party"))


def published_quotas_of(taxa: list[Taxon]) -> list[PublishedQuota]:
    """Return the export quotas that were published for any of these taxa, the latest first."""
    found = PublishedQuota.objects.filter(taxon__in=taxa).select_related("taxon")
    return once(found.order_by("-valid_from", "country", "pk"))


def ranges_of(taxon: Taxon) -> list[Range]:
    """Return the countries in which a taxon occurs or occurred, by code."""
    return list(taxon.ranges.all())
