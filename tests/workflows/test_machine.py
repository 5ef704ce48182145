"""The library's machine and our places take the same steps through any workflow, branches and conditions included."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from statemachine.exceptions import TransitionNotAllowed

from tests.factories.machines import innermost
from tests.factories.workflows import a_workflow, licence, move, stage
from tests.thorough import often
from workflows.conditions import conditionals, opens_for, way_by
from workflows.conditions import holds as holds_for
from workflows.definition import Workflow
from workflows.facts import FactsOfCase
from workflows.machine import compile_machine, state_of, states_of
from workflows.places import after, start_of

VERBS = ["go", "turn", "stay", "ask"]
INNER = ["find", "check", "doubt"]
CONDITIONS = [{}, {}, {"when": {"fish": True}}, {"unless": {"fish": True}}, {"only": {"fish": False}}]


@st.composite
def branch_tables(draw: st.DrawFn, suffix: str) -> dict[str, Any]:
    """Draw a branch of one to three stages that ends, its verbs its own."""
    names = [f"b{number}" for number in range(draw(st.integers(1, 3)))]
    moves = {}
    for name, onward in zip(names, [*names[1:], "end"], strict=True):
        moves[f"on_{name}"] = move(name, onward, "clerk", verb=f"find_{suffix}")
        for verb in draw(st.sets(st.sampled_from(INNER[1:]))):
            target = draw(st.sampled_from([*names, "end"]))
            moves[f"{verb}_{name}"] = move(name, target, "clerk", verb=f"{verb}_{suffix}")
    stages = {name: stage(name) for name in names} | {"end": stage("End", kind="final")}
    conditions = draw(st.sampled_from(CONDITIONS))
    return {"label": {"en": suffix}, "first": "b0", "stages": stages, "moves": moves, **conditions}


@st.composite
def workflows(draw: st.DrawFn) -> Workflow:
    """Draw a workflow in which every stage can be reached and left, of two to six stages, some with branches."""
    names = [f"s{number}" for number in range(draw(st.integers(2, 6)))]
    stages = {name: stage(name) for name in names} | {"end": stage("End", kind="final")}
    moves = {}
    for name, onward in zip(names, [*names[1:], "end"], strict=True):
        moves[f"on_{name}"] = move(name, onward, "clerk", verb="go")
        if draw(st.booleans()):
            branches = {suffix: draw(branch_tables(suffix)) for suffix in draw(st.sampled_from(["x", "xy", "xyz"]))}
            stages[name] |= {"branches": branches, "joined": onward}
        for verb in draw(st.sets(st.sampled_from(VERBS[1:]))):
            target, conditions = draw(st.sampled_from([*names, "end"])), draw(st.sampled_from(CONDITIONS))
            moves[f"{verb}_{name}"] = move(name, target, "clerk", verb=verb, **conditions)
    return a_workflow(stages=stages, moves=moves, first="s0")


EVERY_VERB = [*VERBS, *(f"{verb}_{suffix}" for verb in INNER for suffix in "xyz")]


@settings(max_examples=often(60), deadline=None)
@given(
    workflow=workflows(),
    verbs=st.lists(st.sampled_from(EVERY_VERB), max_size=25),
    lines=st.lists(st.sampled_from([{"fish": "yes"}, {"fish": "no"}]), max_size=2),
)
def test_machine_and_places_take_the_same_steps(
    workflow: Workflow, verbs: list[str], lines: list[dict[str, str]]
) -> None:
    facts = FactsOfCase({}, lines)
    opens = opens_for(facts)
    at = start_of(workflow, opens)
    machine = compile_machine("Drawn", workflow, lambda conditional: holds_for(conditional, facts))()
    for verb in verbs:
        way = way_by(workflow, at, verb, facts)
        at = after(workflow, at, way, opens) if way else at
        try:
            machine.send(verb)
        except TransitionNotAllowed:
            assert way is None
        assert innermost(machine.configuration_values) == states_of(at)


def test_the_machine_resumes_where_a_case_stands() -> None:
    machine = compile_machine("Licence", licence())(start_value=state_of("decision"))
    machine.send("deny")
    assert set(machine.configuration_values) == {state_of("refused")}


def test_a_stage_may_be_called_like_the_verb_that_leads_to_it() -> None:
    stages = {"draft": stage("Draft"), "examine": stage("Being examined"), "end": stage("End", kind="final")}
    moves = {"examine": move("draft", "examine", "clerk"), "go": move("examine", "end", "clerk")}
    machine = compile_machine("Examined", a_workflow(stages=stages, moves=moves))()
    machine.send("examine")
    assert set(machine.configuration_values) == {state_of("examine")}


def test_every_move_and_branch_is_asked_for_its_conditions() -> None:
    workflow = licence(moves={"loop": move("draft", "draft", "trader", when={"fish": True})})
    assert sum(each.is_conditional for each in conditionals(workflow)) == 1
