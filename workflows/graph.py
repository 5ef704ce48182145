"""A workflow as a plain graph of stages and moves, for checks and drawings."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from workflows.definition import StageKind, Workflow


@dataclass(frozen=True, slots=True)
class Edge:
    """One move from one stage to another."""

    origin: str
    verb: str
    target: str


@dataclass(frozen=True)
class Graph:
    """Stages and edges; paths are lists of edges from the first stage."""

    first: str
    stages: tuple[str, ...]
    finals: frozenset[str]
    edges: tuple[Edge, ...]

    @cached_property
    def out(self) -> Mapping[str, list[Edge]]:
        """Return the edges that leave each stage."""
        leaving: dict[str, list[Edge]] = {stage: [] for stage in self.stages}
        for edge in self.edges:
            leaving[edge.origin].append(edge)
        return leaving

    @cached_property
    def shortest_paths(self) -> Mapping[str, list[Edge]]:
        """Return, for each stage that can be reached, one of the shortest paths from the first stage."""
        paths: dict[str, list[Edge]] = {self.first: []}
        queue = deque([self.first])
        while queue:
            stage = queue.popleft()
            for edge in self.out[stage]:
                if edge.target not in paths:
                    paths[edge.target] = [*paths[stage], edge]
                    queue.append(edge.target)
        return paths

    @cached_property
    def can_finish(self) -> frozenset[str]:
        """Return the stages from which some final stage can be reached."""
        finishing = set(self.finals)
        while more := {edge.origin for edge in self.edges if edge.target in finishing} - finishing:
            finishing |= more
        return frozenset(finishing)

    def step(self, stage: str, verb: str) -> str | None:
        """Return where ``verb`` leads from ``stage``, or None when it is not offered there."""
        return next((edge.target for edge in self.out[stage] if edge.verb == verb), None)


def graph_of(workflow: Workflow) -> Graph:
    """Return ``workflow`` as a graph."""
    return Graph(
        first=workflow.first,
        stages=tuple(workflow.stages),
        finals=frozenset(key for key, stage in workflow.stages.items() if stage.kind is StageKind.FINAL),
        edges=tuple(
            Edge(origin, move.verb, move.target) for move in workflow.moves.values() for origin in move.origins
        ),
    )
