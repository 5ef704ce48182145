"""The library's machine and our graph take the same steps through any workflow."""

from hypothesis import given, settings
from hypothesis import strategies as st
from statemachine.exceptions import TransitionNotAllowed

from tests.factories.workflows import licence, move, stage
from workflows.definition import Workflow
from workflows.graph import graph_of
from workflows.machine import compile_machine

VERBS = ["go", "turn", "stay", "ask"]


@st.composite
def workflows(draw: st.DrawFn) -> Workflow:
    """Draw a workflow in which every stage can be reached and left, of two to six stages."""
    names = [f"s{number}" for number in range(draw(st.integers(2, 6)))]
    stages = {name: stage(name) for name in names} | {"end": stage("End", kind="final")}
    moves = {}
    for number, name in enumerate(names):
        onward = names[number + 1] if number + 1 < len(names) else "end"
        moves[f"on_{name}"] = move(name, onward, "clerk", verb="go")
        for verb in draw(st.sets(st.sampled_from(VERBS[1:]))):
            moves[f"{verb}_{name}"] = move(name, draw(st.sampled_from([*names, "end"])), "clerk", verb=verb)
    return Workflow.model_validate({"name": {"en": "W"}, "first": "s0", "stages": stages, "moves": moves})


@settings(max_examples=60, deadline=None)
@given(workflow=workflows(), verbs=st.lists(st.sampled_from(VERBS), max_size=25))
def test_machine_and_graph_take_the_same_steps(workflow: Workflow, verbs: list[str]) -> None:
    graph, at = graph_of(workflow), workflow.first
    machine = compile_machine("Drawn", workflow)()
    for verb in verbs:
        at = graph.step(at, verb) or at
        try:
            machine.send(verb)
        except TransitionNotAllowed:
            assert graph.step(at, verb) is None
        assert set(machine.configuration_values) == {at}


def test_the_machine_resumes_where_a_case_stands() -> None:
    machine = compile_machine("Licence", licence())(start_value="decision")
    machine.send("deny")
    assert set(machine.configuration_values) == {"refused"}
