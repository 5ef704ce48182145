"""Of what a drawing is made: boxes, roads with their heads, bars, badges and lines of text, each at its place.

All lengths are units of the drawing, which is as wide as a phone's screen: text is as large there as on the page.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from textwrap import wrap


class Mark(StrEnum):
    """What is pointed out; each is a word, a shape and a line, never a colour alone."""

    NONE = ""
    PATH = "path"
    HERE = "here"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Box:
    """A stage; ``kind`` is stage, final, together (with branches) or missing."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    mark: Mark = Mark.NONE

    @property
    def radius(self) -> float:
        """How round its corners are."""
        return min(22.0, self.height / 2) if self.kind == "final" else 4.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; ``kind`` says what it is: label, turn, move, branch, note."""

    text: str
    x: float
    y: float
    kind: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Road:
    """A way from box to box: the path of its line and of its head."""

    line: str
    head: str
    in_some_cases: bool = False
    mark: Mark = Mark.NONE


@dataclass(frozen=True, slots=True)
class Bar:
    """Where a way parts into several that go on side by side, or where they join."""

    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Badge:
    """A number on a path, or the exclamation mark of a fault."""

    text: str
    x: float
    y: float
    mark: Mark

    @property
    def width(self) -> float:
        """Its width; its height is 18."""
        return 18.0 if len(self.text) < 2 else 10.0 + 7.0 * len(self.text)

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.x - self.width / 2

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.y - 9


@dataclass(slots=True)
class Drawing:
    """Everything that the template of the picture needs."""

    title: str
    width: float
    height: float = 0.0
    boxes: list[Box] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    roads: list[Road] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    badges: list[Badge] = field(default_factory=list)

    @property
    def boxes_in_order(self) -> list[Box]:
        """The boxes, those around others first, so that none is hidden."""
        return sorted(self.boxes, key=lambda box: box.kind != "together")

    @property
    def roads_in_order(self) -> list[Road]:
        """The roads, those that are pointed out last, so that nothing lies on top of them."""
        return sorted(self.roads, key=lambda road: bool(road.mark))


_LETTER = {"label": 7.9, "turn": 6.5, "move": 6.7, "branch": 7.2, "note": 6.5}
LINE_HEIGHT = {"label": 18.0, "turn": 15.0, "move": 16.0, "branch": 16.0, "note": 15.0}


def wrapped(text: str, width: float, kind: str) -> list[str]:
    """Return ``text`` in lines that fit into ``width``; no text, no line."""
    return wrap(text, max(6, int(width / _LETTER[kind])))


def down_head(x: float, y: float) -> str:
    """Return the path of a head that points down at a place."""
    return f"M{x:g} {y:g}l-5 -8h10z"


def left_head(x: float, y: float) -> str:
    """Return the path of a head that points left at a place."""
    return f"M{x:g} {y:g}l8 -5v10z"
