"""Base, region and country are laid upon each other, and none repeats what is below it."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.errors import ProfileFaulty, UnknownParty
from tenants.profiles.files import PROFILES, REGIONS, folder_of, layered, layers, read_toml, shipped
from tenants.profiles.merging import over
from tests.factories.profiles import CAYMAN, at, leaves, written

# A key is a table in all layers or in none, as the typed shape sees to; here those of capital letters.
TABLES = st.recursive(
    st.dictionaries(st.sampled_from("abc"), st.integers() | st.lists(st.integers(), max_size=2), max_size=3),
    lambda inner: st.dictionaries(st.sampled_from("ABC"), inner, max_size=3),
    max_leaves=6,
)
PARTIES = [
    "ag",
    "bs",
    "bb",
    "bz",
    "cu",
    "dm",
    "do",
    "gd",
    "gy",
    "jm",
    "kn",
    "lc",
    "vc",
    "sr",
    "tt",
    "au",
    "fj",
    "nz",
    "pg",
    "ws",
    "sb",
    "to",
    "vu",
    "pw",
]


@given(TABLES)
def test_a_layer_upon_itself_changes_nothing(layer: dict[str, Any]) -> None:
    assert over(layer, layer) == layer
    assert over({}, layer) == over(layer, {}) == layer


@given(TABLES, TABLES, TABLES)
def test_it_does_not_matter_which_layers_are_laid_together_first(a: Any, b: Any, c: Any) -> None:
    assert over(over(a, b), c) == over(a, over(b, c))


@given(TABLES, TABLES)
def test_what_the_higher_layer_states_stands(below: Any, above: Any) -> None:
    merged = over(below, above)
    assert all(at(merged, place) == value for place, value in leaves(above))
    assert {place for place, _ in leaves(merged)} == {place for place, _ in [*leaves(below), *leaves(above)]}


def test_every_party_of_the_two_regions_has_a_profile() -> None:
    assert shipped() == sorted(PARTIES)
    assert [region.name for region in sorted(REGIONS.iterdir())] == ["caribbean", "pacific"]


def test_a_country_stands_upon_its_region_and_that_upon_the_base() -> None:
    assert layers(folder_of("vu")) == [PROFILES / "base", REGIONS / "pacific", PROFILES / "vu"]


@pytest.mark.parametrize(
    "layer", [*(folder_of(iso2) for iso2 in PARTIES), *sorted(REGIONS.iterdir())], ids=lambda layer: layer.name
)
def test_no_layer_repeats_what_is_below_it(layer: Path) -> None:
    for path in layer.glob("*.toml"):
        below: dict[str, Any] = {}
        for lower in layers(layer)[:-1]:
            below = over(below, read_toml(lower / path.name) if (lower / path.name).exists() else {})
        assert [place for place, value in leaves(read_toml(path)) if at(below, place) == value] == []


def test_a_profile_may_lie_anywhere_with_layers_of_its_own(tmp_path: Path) -> None:
    written(tmp_path / "islands", 'base = "./lowest"\ndays_to_expect = 3\n')
    written(tmp_path / "islands" / "lowest", "days_to_expect = 2\n[colours]\nbrand = '#000000'\n")
    country = written(tmp_path / "ky", CAYMAN.replace('"caribbean"', '"../islands"'))
    assert [layer.resolve().name for layer in layers(country)] == ["lowest", "islands", "ky"]
    assert layered(country, "profile.toml")["days_to_expect"] == 3
    assert layered(country, "profile.toml")["colours"] == {"brand": "#000000"}


def test_a_region_that_does_not_exist_is_named_with_those_that_do(tmp_path: Path) -> None:
    country = written(tmp_path / "ky", CAYMAN.replace('"caribbean"', '"arctic"'))
    with pytest.raises(ProfileFaulty, match="no region “arctic”; shipped: caribbean, pacific"):
        layers(country)


def test_a_country_without_a_profile_is_unknown() -> None:
    with pytest.raises(UnknownParty):
        folder_of("XX")
