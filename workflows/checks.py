"""What must hold of any workflow before it is put in force: every finding is a reason."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kernel.reasons import Reason
from kernel.text import gettext_noop
from workflows.definition import Workflow
from workflows.graph import Graph, graph_of


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The verbs, guards and roles that exist; an empty set of roles means that any name will do."""

    verbs: Collection[str]
    guards: Collection[str] = ()
    roles: Collection[str] = ()


def reasons_against_workflow(workflow: Workflow, vocabulary: Vocabulary) -> list[Reason]:
    """Return all that is wrong with ``workflow``; an empty list means that it may be used."""
    unknown = list(_unknown_names(workflow, vocabulary))
    if workflow.stages_unknown():
        return unknown  # whither its moves lead cannot be told
    graph = graph_of(workflow)
    return [
        *unknown,
        *_unreachable_stages(graph),
        *_dead_ends(graph),
        *_ways_out_of_final_stages(graph),
        *_traps(graph),
    ]


def _unknown_names(workflow: Workflow, vocabulary: Vocabulary) -> Iterator[Reason]:
    for key, move in workflow.moves.items():
        if move.verb not in vocabulary.verbs:
            message = gettext_noop("%(key)s: there is no action called “%(name)s”")
            yield Reason("unknown_verb", message, data={"key": f"moves.{key}.verb", "name": move.verb})
        for guard in set(move.needs) - set(vocabulary.guards):
            message = gettext_noop("%(key)s: there is no condition called “%(name)s”")
            yield Reason("unknown_guard", message, data={"key": f"moves.{key}.needs", "name": guard})
    for key, roles in _roles_named(workflow):
        for role in set(roles) - set(vocabulary.roles) if vocabulary.roles else ():
            message = gettext_noop("%(key)s: there is no role called “%(name)s”")
            yield Reason("unknown_role", message, data={"key": key, "name": role})


def _roles_named(workflow: Workflow) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield from ((f"moves.{key}.roles", move.roles) for key, move in workflow.moves.items())
    yield from ((f"stages.{key}.people", stage.people) for key, stage in workflow.stages.items())


def _unreachable_stages(graph: Graph) -> Iterator[Reason]:
    for stage in graph.stages:
        if stage not in graph.shortest_paths:
            message = gettext_noop("No case can ever reach the stage “%(stage)s”")
            yield Reason("unreachable_stage", message, data={"stage": stage})


def _dead_ends(graph: Graph) -> Iterator[Reason]:
    for stage in graph.stages:
        if stage not in graph.finals and not graph.out[stage]:
            message = gettext_noop("A case that reaches “%(stage)s” stays there: nothing leads out of it")
            yield Reason("dead_end", message, data={"stage": stage, "path": _path_to(graph, stage)})


def _ways_out_of_final_stages(graph: Graph) -> Iterator[Reason]:
    for stage in sorted(graph.finals):
        for edge in graph.out[stage]:
            message = gettext_noop("“%(stage)s” is final, yet “%(verb)s” leads out of it")
            yield Reason("final_stage_left", message, data={"stage": stage, "verb": edge.verb})


def _traps(graph: Graph) -> Iterator[Reason]:
    for stage in graph.stages:
        if stage not in graph.can_finish and graph.out[stage]:
            message = gettext_noop("A case that reaches “%(stage)s” can never be finished")
            yield Reason("never_finishes", message, data={"stage": stage, "path": _path_to(graph, stage)})


def _path_to(graph: Graph, stage: str) -> list[str]:
    return [edge.verb for edge in graph.shortest_paths.get(stage, [])]
