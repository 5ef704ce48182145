"""Numbers that were given out and are good for nothing any more, and whether any was given out without a permit."""

from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from cites.permits.models import EventKind, NumberCounter, Permit, PermitEvent
from cites.permits.models.numbering import SERIES

VOIDING: Final = (EventKind.CANCELLED, EventKind.REPLACED, EventKind.HANDED_BACK, EventKind.LOST)


@dataclass(frozen=True, slots=True)
class NumbersOfYear:
    """How many numbers of a year were given out, and how many permits bear one; the two are the same."""

    year: int
    given: int
    borne: int

    @property
    def missing(self) -> int:
        """How many numbers no permit bears; anything but 0 has to be looked into."""
        return self.given - self.borne


def numbers_of(year: int) -> NumbersOfYear:
    """Return how many permit numbers of a year were given out and are borne by permits."""
    counter = NumberCounter.objects.filter(series=SERIES, year=year).first()
    borne = Permit.objects.filter(issued_on__year=year).count()
    return NumbersOfYear(year, counter.last if counter else 0, borne)


def voided_numbers(year: int) -> QuerySet[PermitEvent]:
    """Return what voided a number of that year: cancelled, replaced, handed back or lost; newest first."""
    events = PermitEvent.objects.filter(kind__in=VOIDING, permit__issued_on__year=year)
    related = events.select_related("permit__replacement", "permit__application__case", "actor")
    return related.order_by("-at", "-pk")
