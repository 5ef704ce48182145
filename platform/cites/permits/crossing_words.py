"""The movements under a permit that is good for several of them, in the reader's words."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise

from cites.permits.models import Crossing, CrossingWay, Permit, PermitLine
from cites.permits.quantities import quantity_words
from cites.permits.queries.crossings import left_by_line, moved_by_line
from cites.permits.rules.periods import period_of
from tenants.context import current_profile

_NONE: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class ShownCrossing:
    """One movement: when, which way, where, and how much of each line."""

    day: date
    way: str | Promise
    port: str
    quantities: str


def shown_crossings(permit: Permit, language: str) -> list[ShownCrossing]:
    """Return each movement that was entered, in the order of the days."""
    names = {port.locode: port.name for port in current_profile().ports}
    return [
        ShownCrossing(
            day=each.crossed_on,
            way=each.get_way_display(),
            port=names.get(each.port, each.port),
            quantities=_quantities(each, language),
        )
        for each in permit.crossings.all()
    ]


def rows_abroad(permit: Permit, language: str) -> list[tuple[str, str]]:
    """Return of each line its letter and how much is out of the country by what was entered; nothing before that.

    A movement that nobody had entered makes the sum wrong, so it is never told to be less than nothing.
    """
    moved = moved_by_line(permit)
    if not moved or period_of(permit.document_type, permit.answers):
        return []
    abroad = {
        line: moved[line.position, CrossingWay.OUT] - moved[line.position, CrossingWay.IN]
        for line in permit.lines.all()
    }
    return [(line.letter, _words(max(quantity, _NONE), line, language)) for line, quantity in abroad.items()]


def rows_left(permit: Permit, language: str) -> list[tuple[str, str]]:
    """Return of each line of a certificate for a period its letter and how much may still be landed."""
    if period_of(permit.document_type, permit.answers) is None:
        return []
    left = left_by_line(permit)
    return [(line.letter, _words(left[line.position], line, language)) for line in permit.lines.all()]


def _quantities(crossing: Crossing, language: str) -> str:
    every = list(crossing.lines.all())
    moved = [(each.permit_line, _words(each.quantity, each.permit_line, language)) for each in every if each.quantity]
    return "; ".join(f"{line.letter}: {words}" if len(every) > 1 else words for line, words in moved)


def _words(quantity: Decimal, line: PermitLine, language: str) -> str:
    return quantity_words(quantity, line.unit, day=line.permit.issued_on, language=language)
