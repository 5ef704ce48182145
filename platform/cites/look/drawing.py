"""Draws a process as a row of places, with the one where the case stands: geometry only, no words of ours."""

from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap

WIDTH = 800
TOP = 24
LINE_HEIGHT = 18
STATES = ("done", "now", "ahead", "stopped", "skipped")


@dataclass(frozen=True)
class Word:
    """One line of a place's name."""

    text: str
    y: int


@dataclass(frozen=True)
class Place:
    """One place of the process: where it is drawn, what it is called, how it stands."""

    x: int
    label: str
    state: str
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Road:
    """The line from one place to the next."""

    start: int
    end: int
    state: str


@dataclass(frozen=True)
class Drawing:
    """Everything the template of the picture needs."""

    places: tuple[Place, ...]
    roads: tuple[Road, ...]
    height: int
    width: int = WIDTH
    y: int = TOP


def draw(steps: list[tuple[str, str]]) -> Drawing:
    """The drawing of steps given as (label, state); an unknown state counts as ahead."""
    gap = WIDTH / max(len(steps), 1)
    places = tuple(_place(round(gap * (i + 0.5)), str(label), state, gap) for i, (label, state) in enumerate(steps))
    roads = tuple(_road(a, b) for a, b in pairwise(places))
    lines = max((len(place.words) for place in places), default=0)
    return Drawing(places=places, roads=roads, height=TOP * 2 + 8 + lines * LINE_HEIGHT)


def _place(x: int, label: str, state: str, gap: float) -> Place:
    letters = max(int(gap / 7.8), 6)
    words = tuple(Word(text, TOP + 38 + i * LINE_HEIGHT) for i, text in enumerate(wrap(label, letters)))
    return Place(x=x, label=label, state=state if state in STATES else "ahead", words=words)


def _road(one: Place, other: Place) -> Road:
    walked = one.state == "done" and other.state in ("done", "now", "stopped")
    state = "done" if walked else "skipped" if "skipped" in (one.state, other.state) else "ahead"
    return Road(start=one.x + 13, end=other.x - 13, state=state)
