"""What this Party's own record says of like specimens: how much is usual, and what really left (Article IV.3).

It is for officials alone: what others were granted is no business of an applicant.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from math import exp, log
from statistics import median
from typing import Final

from cites.permits.rules.catalogue import on_line, reason
from cites.permits.rules.facts import DocumentType, LineFacts, TradeFacts
from cites.permits.rules.measures import converted
from cites.permits.rules.quantities import in_figures
from kernel.reasons import Reason
from kernel.text import gettext_noop

EXPORT_PERMITS: Final = frozenset({DocumentType.EXPORT, DocumentType.SIMPLIFIED})
"""What Article IV.3 asks to be monitored; a certificate says that its specimens were never taken from the wild."""
YEARS: Final = 5
"""So many years back like permits are compared."""
LEAST_PERMITS: Final = 10
LEAST_TIMES: Final = 5
"""Below so many permits nothing is usual, and up to so many times the usual nothing is unusual."""
_DEVIATIONS, _NORMAL = 3.5, 0.6745  # the modified z-score of Iglewicz and Hoaglin, upon logarithms


@dataclass(frozen=True, slots=True)
class Earlier:
    """Specimens of one kind on one permit of before; ``left`` is what really left, None as long as nobody knows."""

    document_type: str
    taxon: str
    term: str
    quantity: Decimal
    unit: str
    issued_on: date
    left: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Usual:
    """The median of some quantities, and the most that is not out of the way."""

    median: Decimal
    most: Decimal


def usual(quantities: Sequence[Decimal]) -> Usual | None:
    """Return what is usual among quantities above nothing, of a permit each; None where they are too few to tell.

    Median and median deviation of the logarithms: neither a few absurd quantities nor a few tiny ones move them.
    """
    if len(quantities) < LEAST_PERMITS:
        return None
    logarithms = [log(each) for each in quantities]
    middle = median(logarithms)
    deviation = median(abs(each - middle) for each in logarithms)
    times = max(exp(min(_DEVIATIONS * deviation / _NORMAL, 700)), float(LEAST_TIMES))
    found = median(quantities)
    return Usual(found, found * Decimal(times))


def reasons_from_earlier_permits(
    trade: TradeFacts, lines: Sequence[LineFacts], earlier: Sequence[Earlier]
) -> Iterator[Reason]:
    """Yield which quantities are far beyond what is usual here, and what was granted and left of them this year."""
    kinds: dict[tuple[str, str, str], list[LineFacts]] = {}
    for line in lines:
        kinds.setdefault((line.taxon, line.term, line.unit), []).append(line)
    found: dict[tuple[str, str], list[Earlier]] = {}
    for each in earlier:
        found.setdefault((each.taxon, each.term), []).append(each)
    for (taxon, term, _unit), alike in kinds.items():
        like = found.get((taxon, term), [])
        yield from _beyond_the_usual(trade, alike, like)
        yield from _monitored(trade, alike, like)


def _beyond_the_usual(trade: TradeFacts, lines: Sequence[LineFacts], earlier: Sequence[Earlier]) -> Iterator[Reason]:
    unit = lines[0].unit
    of_document = [each for each in earlier if each.document_type == trade.document_type]
    found = usual(quantities := [each for each in _in_unit(of_document, unit) if each > 0])
    if found is None:
        return
    for line in lines:
        if line.quantity is None or not line.quantity.is_finite() or line.quantity <= found.most:
            continue
        message = gettext_noop(
            "This is %(times)s times what is usual: on %(number)s of our permits of this kind in the last %(years)s "
            "years, for the same species and kind of specimen, the quantity in the middle is %(most)s %(unit)s. "
            "Check quantity and unit."
        )
        told = {"times": str(int(line.quantity / found.median)), "number": str(len(quantities)), "years": str(YEARS)}
        yield reason("OWN-UNUSUAL", message, **on_line(line, "quantity", **told), **_as_said(found.median, unit))


def _monitored(trade: TradeFacts, lines: Sequence[LineFacts], earlier: Sequence[Earlier]) -> Iterator[Reason]:
    """Tell what the Scientific Authority monitors: exports of Appendix II that were granted, and those that left."""
    first, documents = lines[0], EXPORT_PERMITS
    if trade.document_type not in documents or first.appendix != "II" or first.origin not in ("", trade.exporter):
        return
    this_year = [each for each in earlier if each.document_type in documents and each.issued_on.year == trade.day.year]
    granted = _in_unit(this_year, first.unit)
    if not granted:
        return
    left = _in_unit([replace(each, quantity=each.left) for each in this_year if each.left is not None], first.unit)
    message = gettext_noop(
        "Of these specimens %(number)s export permits of %(year)s grant %(most)s %(unit)s; %(left)s %(unit_left)s left "
        "on those %(endorsed)s of which box 14 is on record. The Scientific Authority advises whether exports have to "
        "be limited."
    )
    told = {"number": str(len(granted)), "year": str(trade.day.year), "endorsed": str(len(left))}
    yield reason(
        "R-II-MON", message, field="quantity", lines=[line.number for line in lines], **told,
        **_as_said(sum(granted, Decimal(0)), first.unit), left=in_figures(sum(left, Decimal(0))),
    )  # fmt: skip


def _in_unit(earlier: Sequence[Earlier], unit: str) -> list[Decimal]:
    """Return the quantities in a unit, of what is measured likewise."""
    measured = (converted(each.quantity, each.unit, unit) for each in earlier)
    return [each for each in measured if each is not None]


def _as_said(quantity: Decimal, unit: str) -> dict[str, str]:
    return {"most": in_figures(quantity), "unit": unit or "NAR"}
