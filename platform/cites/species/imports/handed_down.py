"""What is decided about a wider taxon and told again of each taxon below it: it belongs to the wider one, once."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from cites.species.imports.records import Event, QuotaRecord, SuspensionRecord, TaxonRecord

Measure = TypeVar("Measure", QuotaRecord, SuspensionRecord)
Told = TypeVar("Told", Event, QuotaRecord, SuspensionRecord)


def handed_down(record: TaxonRecord) -> Iterator[TaxonRecord]:
    """Yield for each wider taxon that a record names what it says of that one: it adds to it, and says nothing else."""
    quotas, suspensions = record.quotas or (), record.suspensions or ()
    named = {each.of for each in quotas} | {each.of for each in suspensions}
    for number in sorted(each for each in named if each is not None):
        yield TaxonRecord(
            name="", their_id=number, only_names=True,
            quotas_below=_of(quotas, number), suspensions_below=_of(suspensions, number),
        )  # fmt: skip


def _of(measures: Iterable[Measure], number: int) -> tuple[Measure, ...]:
    return tuple(each.model_copy(update={"of": None}) for each in measures if each.of == number)


def once(told: Iterable[Told]) -> tuple[Told, ...]:
    """Leave out what is told again: what wider taxa hand down comes with the same number."""
    found: dict[object, Told] = {}
    for each in told:
        found.setdefault(each if each.their_id is None else each.their_id, each)
    return tuple(found.values())
