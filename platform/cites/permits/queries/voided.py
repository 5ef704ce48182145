"""Numbers that were given out and are good for nothing any more, and whether any was given out without a permit."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from cites.permits.models import EventKind, NumberCounter, PaperPermit, Permit, PermitEvent
from cites.permits.models.numbering import SERIES
from cites.permits.queries.permits import ENDED
from cites.permits.rules.numbering import NotAPermitNumber, parse_number
from tenants.context import current_profile

VOIDING: Final = tuple(kind for kind in ENDED if kind is not EventKind.USED)


@dataclass(frozen=True, slots=True)
class NumbersOfYear:
    """How many numbers of a year were given out, and how many of them permits bear; the two are the same.

    ``passed`` were passed over, for permits of before bear them on paper.
    """

    year: int
    given: int
    borne: int
    passed: int = 0

    @property
    def missing(self) -> int:
        """How many numbers no permit bears; anything but 0 has to be looked into."""
        return self.given - self.borne - self.passed


def numbers_of(year: int) -> NumbersOfYear:
    """Return how many permit numbers of a year were given out and are borne by permits."""
    counter = NumberCounter.objects.filter(series=SERIES, year=year).first()
    given = counter.last if counter else 0
    borne = Permit.objects.filter(issued_on__year=year).count()
    return NumbersOfYear(year, given, borne, passed=sum(1 for serial in _on_paper(year) if serial <= given))


def _on_paper(year: int) -> Iterator[int]:
    """The serials of the series that permits of a year bear on paper."""
    template = current_profile().numbering.template
    for number in PaperPermit.objects.filter(issued_on__year=year).values_list("number", flat=True):
        with suppress(NotAPermitNumber):
            found = parse_number(template, number)
            if found.year == year and found.iso2 in ("", current_profile().numbers_iso2):
                yield found.serial


def voided_numbers(year: int) -> QuerySet[PermitEvent]:
    """Return what voided a number of that year: cancelled, replaced, handed back or lost; newest first."""
    events = PermitEvent.objects.filter(kind__in=VOIDING, permit__issued_on__year=year)
    related = events.select_related("permit__replacement", "permit__application__case", "actor")
    return related.order_by("-at", "-pk")
