"""Draws bars, one below the other, so that their words have room on a phone: geometry only, no words of ours."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

WIDTH: Final = 360
LABELS: Final = 116
VALUES: Final = 74
ROW: Final = 26
_LONGEST: Final = WIDTH - LABELS - VALUES

Measure = int | Decimal | None


@dataclass(frozen=True, slots=True)
class Measured:
    """One row to draw: what it is called, how much it is, and how far the thin bar behind it goes, if there is one."""

    label: str
    words: str
    value: Measure
    beyond: Measure = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One row as it is drawn; lengths are in the units of the picture."""

    label: str
    words: str
    middle: int
    length: int
    beyond: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything the template of the picture needs."""

    bars: tuple[Bar, ...]
    height: int
    ceiling: int | None = None
    width: int = WIDTH
    left: int = LABELS


def draw_bars(rows: Sequence[Measured], most: Measure = None, ceiling: Measure = None) -> Chart:
    """Return the drawing; the longest bar is ``most``, or where that is not given the greatest value.

    What is something and nearly nothing is still seen. A line over all rows shows a ``ceiling`` up to ``most``.
    """
    scale = most or max((each or 0 for row in rows for each in (row.value, row.beyond)), default=0)
    bars = (
        Bar(row.label, row.words, place * ROW + ROW // 2, _length(row.value, scale), _length(row.beyond, scale))
        for place, row in enumerate(rows)
    )
    line = None if ceiling is None else LABELS + _length(ceiling, scale)
    return Chart(tuple(bars), height=len(rows) * ROW, ceiling=line)


def _length(value: Measure, scale: int | Decimal) -> int:
    if not value or not scale:
        return 0
    return max(min(int(_LONGEST * value / scale), _LONGEST), 1)
