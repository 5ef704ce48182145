"""As of which day the data are once an import is in force: parts are as old as what was not brought."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from cites.species.imports.wanted import DATASET
from cites.species.models import Dataset, ImportRun, Listing


@dataclass(slots=True)
class Told:
    """What an import told: of which taxa (by code) the listings, and of any taxon at all quotas and suspensions."""

    listed: set[str] = field(default_factory=set)
    quotas: bool = False
    suspensions: bool = False


def days_of_data(run: ImportRun, told: Told, *, whole: bool) -> dict[str, date | None]:
    """Return the days of the body of data with the import in force; ``whole`` where it lacks nothing up to its day.

    One that tells only some taxa leaves the day where it was, unless it tells all that are listed, and one that tells
    neither quotas nor suspensions never makes those any younger.
    """
    known = Dataset.objects.filter(code=DATASET).first()
    catches_up = whole and run.since is not None
    moves = known is None or whole or _tells_all(run.as_of, told)
    before = (known.suspensions_taken_on, known.quotas_taken_on) if known else (None, None)
    suspensions, quotas = (
        run.as_of if (whole and tells) or (catches_up and day) else day
        for day, tells in zip(before, (told.suspensions, told.quotas), strict=True)
    )
    taken_on = run.as_of if known is None or moves else known.taken_on
    return {"taken_on": taken_on, "suspensions_taken_on": suspensions, "quotas_taken_on": quotas}


def _tells_all(day: date, told: Told) -> bool:
    """Tell whether no taxon is listed on that day of which the import says nothing."""
    listed = Listing.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), dataset=DATASET)
    return told.listed.issuperset(listed.order_by().values_list("taxon__code", flat=True).distinct())
