"""What is found of some lines otherwise than of the rest of those that need the finding, in the data of a step."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Names:
    """The names under which it stands in the data."""

    lines: str
    found: str
    conditions: str


@dataclass(frozen=True, slots=True)
class Apart:
    """The places of the lines, how it comes out, and under which conditions; with no line it says nothing."""

    lines: tuple[int, ...] = ()
    conclusion: str = ""
    conditions: str = ""


def names_apart(kind: str) -> Names:
    """Return the names for a kind of finding."""
    return Names(f"apart_{kind}", f"apart_found_{kind}", f"apart_conditions_{kind}")


def said_apart(kind: str, data: Mapping[str, Any]) -> Apart:
    """Return what the data of a step say of lines apart."""
    names = names_apart(kind)
    places = tuple(sorted({int(place) for place in data.get(names.lines) or ()}))
    return Apart(places, str(data.get(names.found) or ""), str(data.get(names.conditions) or "").strip())
