"""The shortest way through a workflow, branches included."""

from collections import deque
from collections.abc import Callable, Iterable

from workflows.definition import Workflow
from workflows.places import Opens, Place, Way, after

WaysOn = Callable[[Place], Iterable[Way]]
"""The ways on from a place that may be gone."""


def shortest_route(workflow: Workflow, start: Place, stage: str, *, opens: Opens, ways_on: WaysOn) -> list[Way] | None:
    """Return the fewest ways that lead a case from ``start`` to ``stage``; None where none do."""
    routes: dict[Place, list[Way]] = {start: []}
    queue = deque([start])
    while queue:
        place = queue.popleft()
        if place.stage == stage:
            return routes[place]
        for way in ways_on(place):
            reached = after(workflow, place, way, opens)
            if reached not in routes:
                routes[reached] = [*routes[place], way]
                queue.append(reached)
    return None
