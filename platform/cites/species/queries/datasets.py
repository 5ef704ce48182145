"""Reading whose the reference data is, as of which day, and whether that is long ago."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from cites.species.memory import remembered
from cites.species.models import Dataset, Listing, PublishedQuota, Range, Reservation, Suspension, Taxon

# Suspensions and quotas change several times a year: after half a year some of them are sure to be missing.
FRESH_FOR: Final = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class ShownDataset:
    """A body of reference data as it is named on a page; ``is_old`` as of the day on which it is read."""

    name: str
    address: str
    credit: str
    taken_on: date
    is_old: bool


def shown_datasets(codes: Iterable[str], day: date) -> list[ShownDataset]:
    """Return the bodies of data of these codes, each once and by name; one that is not on record is left out."""
    wanted = set(codes)
    return [
        ShownDataset(each.name, each.address, each.credit, each.taken_on, day - each.taken_on > FRESH_FOR)
        for each in _datasets()
        if each.code in wanted
    ]


def kept_datasets(shown: Iterable[ShownDataset]) -> list[dict[str, str]]:
    """Return them as a record keeps them that tells later from which data it was made."""
    return [
        {"name": each.name, "address": each.address, "credit": each.credit, "taken_on": each.taken_on.isoformat()}
        for each in shown
    ]


def datasets_as_kept(kept: Iterable[Mapping[str, str]], day: date) -> list[ShownDataset]:
    """Return them as they are named on a page; ``day`` is that of the record."""
    return [
        ShownDataset(each["name"], each["address"], each["credit"], taken_on, day - taken_on > FRESH_FOR)
        for each in kept
        for taken_on in [date.fromisoformat(each["taken_on"])]
    ]


@remembered
def datasets_of_taxa(codes: frozenset[str]) -> frozenset[str]:
    """Return the codes of the bodies of data from which comes what the rules read about the taxa of these codes.

    That is the taxa, and of them and the groups above them listings, ranges, suspensions, reservations and quotas.
    """
    own = list(Taxon.objects.filter(code__in=codes))
    names = {name for taxon in own for _rank, name in taxon.lineage()}
    if not names:
        return frozenset()
    taxa = list(Taxon.objects.filter(scientific_name__in=names).values_list("pk", flat=True))
    read = Suspension.objects.filter(taxon=None).order_by().values_list("dataset")
    for model in (Listing, Range, Suspension, Reservation, PublishedQuota):
        read = read.union(model.objects.filter(taxon__in=taxa).order_by().values_list("dataset"))
    return frozenset({taxon.dataset for taxon in own} | {dataset for (dataset,) in read})


@remembered
def datasets_in_use() -> frozenset[str]:
    """Return the codes of the bodies of data from which any taxon comes."""
    return frozenset(Taxon.objects.values_list("dataset", flat=True).order_by().distinct())


@remembered
def _datasets() -> tuple[Dataset, ...]:
    return tuple(Dataset.objects.order_by("name"))
