"""Which ways run straight down, and in which lane beside the boxes each of the others runs; pure."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workflows.drawing.order import Edge, Row


@dataclass(frozen=True, slots=True)
class Routes:
    """Edges by the stage that they leave; ``lane`` by target, counted from the boxes outwards."""

    straight: Mapping[str, list[Edge]]
    beside: Mapping[str, list[Edge]]
    lane: Mapping[str, int]

    @property
    def lanes(self) -> int:
        """How many lanes there are."""
        return max(self.lane.values(), default=-1) + 1


def routes_of(rows: Sequence[Row], edges: Iterable[Edge]) -> Routes:
    """Return how each edge runs: straight down to the next stage of the line, else beside the boxes.

    All that lead to one stage share a lane, so that many ways to one end are one line.
    """
    line = [row.stage for row in rows if row.on_line]
    following = dict(itertools.pairwise(line))
    straight: dict[str, list[Edge]] = {row.stage: [] for row in rows}
    beside: dict[str, list[Edge]] = {row.stage: [] for row in rows}
    for edge in edges:
        (straight if following.get(edge.origin) == edge.target else beside)[edge.origin].append(edge)
    return Routes(straight, beside, _lanes([row.stage for row in rows], beside))


def _lanes(order: list[str], beside: Mapping[str, list[Edge]]) -> dict[str, int]:
    """The shortest nearest to the boxes; two that have a row in common never share one."""
    spans: dict[str, tuple[int, int]] = {}
    for edge in (edge for edges in beside.values() for edge in edges):
        rows = [order.index(each) for each in (edge.origin, edge.target)]
        low, high = spans.get(edge.target, (rows[0], rows[0]))
        spans[edge.target] = min(low, *rows), max(high, *rows)
    lane: dict[str, int] = {}
    for target in sorted(spans, key=lambda each: (spans[each][1] - spans[each][0], spans[each])):
        taken = {lane[other] for other in lane if _meet(spans[target], spans[other])}
        lane[target] = next(number for number in range(len(spans)) if number not in taken)
    return lane


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
