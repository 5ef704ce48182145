"""Reading whose the reference data is, as of which day, and whether that is long ago."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cites.species.memory import remembered
from cites.species.models import Dataset, Listing, PublishedQuota, Range, Reservation, Suspension, Taxon

# Suspensions and quotas change several times a year: after half a year some of them are sure to be missing.
FRESH_FOR: Final = timedelta(days=180)
_DAYS: Final = ("taken_on", "suspensions_taken_on", "quotas_taken_on", "measures_on")
_LACKING: Final[Mapping[tuple[bool, bool], str | Promise]] = {
    (False, False): "",
    (True, False): _(
        "This data holds no suspensions of trade. Ask the Management Authority, or look in the Secretariat's "
        "Notifications to the Parties."
    ),
    (False, True): _(
        "This data holds no published export quotas. Ask the Management Authority, or look in the quotas that the "
        "Secretariat publishes."
    ),
    (True, True): _(
        "This data holds no suspensions of trade and no published export quotas. Ask the Management Authority, or look "
        "in the Secretariat's Notifications to the Parties and the quotas that it publishes."
    ),
}


@dataclass(frozen=True, slots=True)
class ShownDataset:
    """A body of reference data as it is named on a page; ``is_old`` as of the day on which it is read.

    ``measures_on`` is the day of its suspensions and quotas where that is an earlier one. What it lacks is told where
    no other body of data has it: those of one stand beside the taxa of another.
    """

    name: str
    address: str
    credit: str
    taken_on: date
    suspensions_taken_on: date | None
    quotas_taken_on: date | None
    measures_on: date | None
    lacks_suspensions: bool
    lacks_quotas: bool
    is_old: bool

    @property
    def lacks(self) -> str | Promise:
        """What it does not tell, and who does; nothing where it lacks nothing."""
        return _LACKING[self.lacks_suspensions, self.lacks_quotas]


def shown_datasets(codes: Iterable[str], day: date) -> list[ShownDataset]:
    """Return the bodies of data of these codes, each once and by name; one that is not on record is left out."""
    wanted, every = set(codes), _datasets()
    return [_shown(each, every, day) for each in every if each.code in wanted]


def _shown(dataset: Dataset, every: Iterable[Dataset], day: date) -> ShownDataset:
    days = [each for each in (dataset.suspensions_taken_on, dataset.quotas_taken_on) if each is not None]
    earliest = min((dataset.taken_on, *days))
    return ShownDataset(
        name=dataset.name, address=dataset.address, credit=dataset.credit, taken_on=dataset.taken_on,
        suspensions_taken_on=dataset.suspensions_taken_on, quotas_taken_on=dataset.quotas_taken_on,
        measures_on=earliest if earliest < dataset.taken_on else None,
        lacks_suspensions=not any(each.suspensions_taken_on for each in every),
        lacks_quotas=not any(each.quotas_taken_on for each in every),
        is_old=day - earliest > FRESH_FOR,
    )  # fmt: skip


def are_suspensions_known() -> bool:
    """Tell whether any body of data holds suspensions of trade; where none does, to find none says nothing."""
    return any(each.suspensions_taken_on for each in _datasets())


def are_quotas_known() -> bool:
    """Tell the same of published export quotas."""
    return any(each.quotas_taken_on for each in _datasets())


def kept_datasets(shown: Iterable[ShownDataset]) -> list[dict[str, Any]]:
    """Return them as a record keeps them that tells later from which data it was made."""
    return [
        {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(each).items()}
        for each in shown
    ]


def datasets_as_kept(kept: Iterable[Mapping[str, Any]]) -> list[ShownDataset]:
    """Return them as they were named on the day of the record."""
    return [
        ShownDataset(**dict(each) | {name: date.fromisoformat(each[name]) for name in _DAYS if each[name]})
        for each in kept
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
