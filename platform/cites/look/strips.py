"""Draws days as a strip from left to right, told apart by height and pattern: geometry only, no words of ours."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

WIDTH: Final = 360
LONGEST_DAY: Final = 24
_ROOM: Final = 48  # half of what a date needs under its mark


@dataclass(frozen=True, slots=True)
class Piece:
    """Days that are drawn alike."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A day that is pointed at, and where its words stand."""

    x: float
    words_x: float


@dataclass(frozen=True, slots=True)
class Strip:
    """Everything the template of the picture needs."""

    pieces: tuple[Piece, ...]
    today: Mark
    expected: Mark | None
    length: float
    width: int = WIDTH


def draw_strip(kinds: Sequence[str], today: int, expected: int | None) -> Strip:
    """Return the drawing of days in order; ``today`` and ``expected`` say after how many of them these days end."""
    day = min(WIDTH / max(len(kinds), 1), LONGEST_DAY)
    pieces, begun = [], 0
    for kind, group in groupby(kinds):
        number = len(list(group))
        pieces.append(Piece(kind, round(begun * day, 1), round(number * day, 1)))
        begun += number
    return Strip(
        tuple(pieces),
        today=_mark(today * day),
        expected=None if expected is None else _mark(expected * day),
        length=round(len(kinds) * day, 1),
    )


def _mark(x: float) -> Mark:
    return Mark(round(x, 1), round(min(max(x, _ROOM), WIDTH - _ROOM), 1))
