"""How much has moved under a permit that is good for several movements."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from django.db.models import Sum

from cites.permits.models import CrossingLine, CrossingWay, Permit
from cites.permits.queries.permits import in_place_of


def moved_by_line(permit: Permit) -> Mapping[tuple[int, str], Decimal]:
    """Return how much was entered of each line (its place), by the way it went; nothing of what never moved.

    What moved under a permit that this one replaces has moved.
    """
    rows = CrossingLine.objects.filter(crossing__permit__in=in_place_of(permit)).values_list(
        "permit_line__position", "crossing__way"
    )
    sums = {(line, way): quantity for line, way, quantity in rows.annotate(sum=Sum("quantity")).order_by()}
    return defaultdict(Decimal, sums)


def left_by_line(permit: Permit) -> Mapping[int, Decimal]:
    """Return how much of each line, by its place, may still come in under a certificate for a period."""
    moved = moved_by_line(permit)
    return {line.position: line.quantity - moved[line.position, CrossingWay.IN] for line in permit.lines.all()}
