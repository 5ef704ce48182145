"""What a workflow may ask of an application is read from its lines and from the whole."""

from typing import Any

import pytest

from tests.factories.permits import CONCH, SHELLS, an_application, cast
from workflows.conditions import holds
from workflows.definition import Move
from workflows.facts import case_facts, facts_of


@pytest.fixture
def case(bb: Any) -> Any:
    return an_application(cast().trader, lines=(CONCH, SHELLS), purpose="T").case


def test_every_fact_has_a_value_for_each_line_or_one_for_the_whole(case: Any) -> None:
    for fact in case_facts:
        values = fact.read(fact.matter(case))
        assert len(values) == (2 if fact.of_line else 1), fact.name
        assert fact.values is None or set(values) <= set(fact.values), fact.name
        assert str(fact.label)
        assert all(str(fact.label_of(value)) or not value for value in values)


def test_conch_of_appendix_ii_for_commerce_is_told_as_that(case: Any) -> None:
    facts = facts_of(case, case_facts.names())
    assert facts.lines[0] == {
        "appendix": "II",
        "source": "W",
        "living": "no",
        "kingdom": "Animalia",
        "class": "Gastropoda",
        "order": facts.lines[0]["order"],
        "registered_operation": "no",
    }
    assert facts.whole["purpose"] == "T"
    dead_molluscs = {"from": ["a"], "to": "b", "roles": ["x"], "only": {"class": "Gastropoda", "living": False}}
    assert holds(Move.model_validate(dead_molluscs), facts)
