"""Conditions of moves and branches hold for a case by its facts, and for a class as far as it can be told."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.conditions import FactsOfClass, chosen, every_line_of, holds, some_line_of
from workflows.definition import Move
from workflows.facts import FactsOfCase
from workflows.places import Way

LEAF = {"kingdom": "Plantae", "living": "no"}
PARROT = {"kingdom": "Animalia", "living": "yes"}
LINES = ("kingdom", "living")


def moved(**conditions: Any) -> Move:
    return Move.model_validate({"from": ["a"], "to": "b", "verb": "go", "roles": ["clerk"], **conditions})


def case(*lines: dict[str, str], **whole: str) -> FactsOfCase:
    return FactsOfCase(whole, lines)


@pytest.mark.parametrize(
    ("conditions", "facts", "told"),
    [
        ({}, case(), True),
        ({"when": {"living": True}}, case(LEAF, PARROT), True),
        ({"when": {"living": True}}, case(LEAF), False),
        ({"when": {"living": True, "kingdom": "Plantae"}}, case(LEAF, PARROT), False),
        ({"only": {"living": False}}, case(LEAF, LEAF), True),
        ({"only": {"living": False}}, case(LEAF, PARROT), False),
        ({"unless": {"living": True}}, case(LEAF), True),
        ({"unless": {"living": True}}, case(LEAF, PARROT), False),
        ({"when": {"purpose": ["S", "Z"]}}, case(LEAF, purpose="Z"), True),
        ({"when": {"purpose": "S"}}, case(purpose="S"), True),
        ({"when": {"purpose": "S", "living": True}}, case(PARROT, purpose="T"), False),
        ({"only": {"purpose": "S", "living": True}}, case(PARROT, purpose="S"), True),
        ({"unless": {"purpose": "S"}}, case(PARROT, purpose="S"), False),
        ({"when": {"living": True}, "unless": {"kingdom": "Plantae"}}, case(PARROT), True),
        ({"when": {"living": True}, "unless": {"kingdom": "Plantae"}}, case(PARROT, LEAF), False),
    ],
)
def test_conditions_are_told_from_the_lines_and_from_the_whole(
    conditions: dict[str, Any], facts: FactsOfCase, told: bool
) -> None:
    assert holds(moved(**conditions), facts) is told


def test_the_first_move_that_fits_is_made_before_the_one_without_conditions() -> None:
    ways = [Way("plain", moved()), Way("first", moved(when={"living": True})), Way("second", moved(when={"a": "b"}))]
    assert chosen(ways, "go", lambda move: True) == ways[1]
    assert chosen(ways, "go", lambda move: move.when == {"a": ("b",)}) == ways[2]
    assert chosen(ways, "go", lambda move: False) == ways[0]
    assert chosen(ways[1:], "go", lambda move: False) is None
    assert chosen(ways, "come", lambda move: True) is None


lines = st.fixed_dictionaries(
    {"kingdom": st.sampled_from(["Animalia", "Plantae"]), "living": st.sampled_from(["yes", "no"])}
)
tests = st.dictionaries(
    st.sampled_from(["kingdom", "living", "purpose"]),
    st.sampled_from([("Animalia",), ("Plantae",), ("yes",), ("no",), ("S",), ("S", "T"), ("yes", "no")]),
    min_size=1,
)


@given(mine=lines, others=st.lists(lines, max_size=2), asked=tests, purpose=st.sampled_from(["S", "T"]))
def test_what_is_told_of_a_class_is_true_of_every_case_in_it(
    mine: dict[str, str], others: list[dict[str, str]], asked: dict[str, Any], purpose: str
) -> None:
    known = FactsOfClass({"purpose": frozenset([purpose])}, {name: frozenset([value]) for name, value in mine.items()})
    facts = case(mine, *others, purpose=purpose)
    some, every = some_line_of(asked, known, LINES), every_line_of(asked, known, LINES)
    assert some in (None, holds(moved(when=asked), facts))
    assert some is None or some is not holds(moved(unless=asked), facts)
    assert every in (None, holds(moved(only=asked), facts))


def test_what_depends_on_other_lines_cannot_be_told_of_a_class() -> None:
    parrots = FactsOfClass({}, {"kingdom": frozenset(["Animalia"]), "living": frozenset(["yes", "no"])})
    assert some_line_of({"kingdom": ("Animalia",)}, parrots, LINES) is True
    assert some_line_of({"kingdom": ("Plantae",)}, parrots, LINES) is None
    assert every_line_of({"kingdom": ("Plantae",)}, parrots, LINES) is False
    assert every_line_of({"kingdom": ("Animalia",)}, parrots, LINES) is None
    assert some_line_of({"living": ("yes",)}, parrots, LINES) is None
    assert some_line_of({"weather": ("fine",)}, parrots, LINES) is None
