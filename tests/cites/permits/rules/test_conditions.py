"""The conditions under which exhibitions, sample collections and the simplified procedure have documents of their own."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.permits.rules.conditions import reasons_against_conditions
from cites.permits.rules.facts import LineFacts
from kernel.reasons import Severity
from tests.cites.permits.rules.test_lines import CONCH, EXPORT, MAHOGANY, PARROT

TEC, SCC, SPC = (replace(EXPORT, document_type=each) for each in ("TEC", "SCC", "SPC"))
BIRD = replace(PARROT, source="C", quantity=Decimal(1))


def test_one_living_animal_travels_under_a_certificate_of_its_own() -> None:
    assert list(reasons_against_conditions(TEC, [BIRD])) == []
    (said,) = reasons_against_conditions(TEC, [replace(BIRD, quantity=Decimal(5))])
    assert (said.code, said.severity, said.data["field"]) == ("D-ONE-ANIMAL", Severity.HARD, "quantity")


def test_the_second_animal_is_named_and_not_the_first() -> None:
    found = reasons_against_conditions(TEC, [BIRD, replace(CONCH, number=2), replace(BIRD, number=3)])
    assert [each.data["line"] for each in found] == [3]


@pytest.mark.parametrize("line", [CONCH, MAHOGANY, replace(MAHOGANY, term="LIV", quantity=Decimal(40))])
def test_of_plants_and_dead_specimens_several_travel_together(line: LineFacts) -> None:
    assert list(reasons_against_conditions(TEC, [line, line])) == []


@pytest.mark.parametrize(("appendix", "source", "speaks"), [("I", "W", True), ("I", "D", False), ("II", "W", False)])
def test_samples_of_appendix_i_count_as_those_of_ii_or_are_an_officials_to_decide(
    appendix: str, source: str, speaks: bool
) -> None:
    found = list(reasons_against_conditions(SCC, [replace(CONCH, appendix=appendix, source=source)]))
    assert [(each.code, each.severity) for each in found] == [("D-SAMPLES", Severity.OVERRIDE)] * speaks


@pytest.mark.parametrize(
    ("line", "speaks"),
    [
        (PARROT, True),
        (CONCH, True),
        (BIRD, False),
        (replace(CONCH, source="O", second_source="W"), False),
        (replace(CONCH, source="I", second_source="C"), False),
        (replace(MAHOGANY, source="A"), False),
        (replace(PARROT, term="SPE"), False),
    ],
)
def test_the_simplified_procedure_is_for_what_does_no_harm(line: LineFacts, speaks: bool) -> None:
    found = list(reasons_against_conditions(SPC, [line]))
    assert [(each.code, each.severity) for each in found] == [("D-NEGLIGIBLE", Severity.OVERRIDE)] * speaks


@given(st.lists(st.integers(1, 3), min_size=1, max_size=6))
def test_however_they_are_written_no_two_animals_share_a_certificate(numbers: list[int]) -> None:
    lines = [replace(BIRD, number=place, quantity=Decimal(each)) for place, each in enumerate(numbers, 1)]
    assert bool(list(reasons_against_conditions(TEC, lines))) is (sum(numbers) > 1)
