"""Making one record of all that a source says of a taxon at several places."""

from collections.abc import Sequence
from itertools import chain

from cites.species.imports.handed_down import once
from cites.species.imports.records import TaxonRecord


def merged(records: Sequence[TaxonRecord], *, adds_up: bool) -> TaxonRecord:
    """Return the last record with the names and what stands below from all; where they add up, with their changes."""
    whole = [each for each in records if not each.only_names]
    names = tuple(dict.fromkeys(chain.from_iterable(each.also_known_as for each in records)))
    last = whole[-1] if whole else records[-1]
    told = {
        "also_known_as": names,
        "quotas_below": once(chain.from_iterable(each.quotas_below for each in records)),
        "suspensions_below": once(chain.from_iterable(each.suspensions_below for each in records)),
    }
    if adds_up and whole:
        return last.model_copy(
            update={**told, "events": tuple(chain.from_iterable(each.events or () for each in whole))}
        )
    return last.model_copy(update=told)
