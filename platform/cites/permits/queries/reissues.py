"""Which permits can be replaced together, and how far such replacing is."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from cites.permits.models import EventKind, Permit, Reissue, ReissueItem, ReissueOutcome
from cites.permits.queries.permits import ENDED
from tenants.context import today

MOST: Final = 500
"""How many permits one signatory replaces at once."""
_OVER: Final = tuple(kind for kind in ENDED if kind is not EventKind.LOST)


@dataclass(frozen=True, slots=True)
class AskedPermits:
    """By what permits are chosen; what is left out narrows nothing. ``kid`` names the key that signed them."""

    first_day: date | None = None
    last_day: date | None = None
    kid: str = ""
    port: str = ""


def permits_to_replace(asked: AskedPermits) -> QuerySet[Permit]:
    """Return the permits that can be replaced today, oldest first: valid ones, and lost ones before their last day."""
    found = Permit.objects.filter(valid_until__gte=today()).exclude(events__kind__in=_OVER)
    if asked.first_day:
        found = found.filter(issued_on__gte=asked.first_day)
    if asked.last_day:
        found = found.filter(issued_on__lte=asked.last_day)
    if asked.kid:
        found = found.filter(tokens__kid=asked.kid)
    if asked.port:
        found = found.filter(port_of_exit=asked.port)
    return found.select_related("application__case").order_by("pk")


def reissues() -> QuerySet[Reissue]:
    """Return what was asked for, the latest first."""
    return Reissue.objects.select_related("signatory")


def find_reissue(pk: int) -> Reissue | None:
    """Return what was asked for under that key, or None."""
    return reissues().filter(pk=pk).first()


def items_of(reissue: Reissue) -> QuerySet[ReissueItem]:
    """Return the permits that it is about, each with what became of it."""
    return reissue.items.select_related("permit__application__case", "outcome__replacement")


def unfinished_reissues() -> QuerySet[Reissue]:
    """Return those of which something is left to do."""
    return Reissue.objects.filter(items__outcome=None, items__isnull=False).distinct()


def items_left(reissue: Reissue) -> QuerySet[ReissueItem]:
    """Return of which permits nothing is known yet."""
    return reissue.items.filter(outcome=None).select_related("permit__application__case")


@dataclass(frozen=True, slots=True)
class Progress:
    """How many there are, how many were replaced, and how many could not be."""

    asked: int
    replaced: int
    refused: int

    @property
    def done(self) -> int:
        """Of how many it is known what became of them."""
        return self.replaced + self.refused

    @property
    def left(self) -> int:
        """Of how many nothing is known yet."""
        return self.asked - self.replaced - self.refused


def progress_of(reissue: Reissue) -> Progress:
    """Return how far it is."""
    outcomes = ReissueOutcome.objects.filter(item__reissue=reissue)
    replaced = outcomes.filter(~Q(replacement=None)).count()
    return Progress(reissue.items.count(), replaced, outcomes.count() - replaced)
