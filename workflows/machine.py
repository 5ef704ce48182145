"""A workflow compiled into python-statemachine's definition, whose steps a test compares with our graph."""

from typing import Any, cast

from statemachine import StateChart
from statemachine.io import create_machine_class_from_definition

from workflows.definition import Workflow
from workflows.graph import graph_of


def machine_definition(workflow: Workflow) -> dict[str, Any]:
    """Return the library's dictionary of states; it refuses unknown keys, so it holds nothing of ours."""
    graph = graph_of(workflow)
    return {
        stage: {
            "initial": stage == graph.first,
            "final": stage in graph.finals,
            "on": {edge.verb: [{"target": edge.target}] for edge in graph.out[stage]},
        }
        for stage in graph.stages
    }


def compile_machine(key: str, workflow: Workflow) -> type[StateChart]:
    """Return a class of state charts that take the steps of ``workflow``."""
    machine = create_machine_class_from_definition(f"{key}Machine", states=machine_definition(workflow))
    return cast("type[StateChart]", machine)
