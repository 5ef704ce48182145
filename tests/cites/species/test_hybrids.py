"""The names of hybrids, the parents that they tell, and the search that finds these."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.species.hybrids import is_hybrid, parents_of, parents_said
from cites.species.queries import find_taxa

word = st.text("abcdefghijklmnopqrstuvwyz", min_size=3, max_size=10).filter(lambda made: "hybrid" not in made)
species = st.tuples(word.map(str.capitalize), word).map(" ".join)


@pytest.mark.parametrize(
    ("name", "parents"),
    [
        ("Falco cherrug × Falco rusticolus", ("Falco cherrug", "Falco rusticolus")),
        ("Falco cherrug × F. rusticolus", ("Falco cherrug", "Falco rusticolus")),
        ("Falco cherrug x rusticolus", ("Falco cherrug", "Falco rusticolus")),
        ("falco cherrug x falco rusticolus", ("falco cherrug", "falco rusticolus")),
        ("(Falco cherrug × Falco rusticolus) × Falco peregrinus",
         ("Falco cherrug", "Falco rusticolus", "Falco peregrinus")),
        ("Cattleya × Laelia", ("Cattleya", "Laelia")),
        ("Phalaenopsis × intermedia", ()), ("×Brassocattleya", ()), ("Phalaenopsis hybrids", ()), ("Felis × ", ()),
        ("Xerus inauris", ()),
    ],
)  # fmt: skip
def test_parents_are_read_from_the_name(name: str, parents: tuple[str, ...]) -> None:
    assert parents_of(name) == parents


def test_a_hybrid_is_known_by_its_sign_its_x_or_the_word() -> None:
    for name in ("Falco × hybrida", "Falco cherrug x F. rusticolus", "×Brassocattleya", "Phalaenopsis hybrids"):
        assert is_hybrid(name), name
    assert not any(is_hybrid(name) for name in ("Xerus inauris", "Felis lynx", "Panax ginseng"))


def test_people_write_parents_one_after_the_other_as_well() -> None:
    assert parents_said("Ara ararauna, Ara macao") == parents_said("Ara ararauna and A. macao")
    assert parents_said("") == ()


@given(st.lists(species, min_size=2, max_size=5, unique=True), st.sampled_from([" × ", "×", " x ", " X "]))
def test_whatever_is_crossed_is_read_in_its_order(parents: list[str], sign: str) -> None:
    assert parents_of(sign.join(parents)) == tuple(parents)


@given(st.text(max_size=60))
def test_no_name_is_too_strange(name: str) -> None:
    assert parents_of(name) == () or is_hybrid(name)
    parents_said(name)


def test_the_search_for_a_hybrid_finds_its_parents(bb: Any) -> None:
    found = [match.code for match in find_taxa("Ara ararauna × Ara macao", "en")]
    assert found[:2] == ["ARA-ARA", "ARA-MAC"]
    assert [match.code for match in find_taxa("ara ararauna x macao", "en")][:2] == ["ARA-ARA", "ARA-MAC"]
