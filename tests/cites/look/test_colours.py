"""Whatever colour a Party chooses, its pages can be read."""

from hypothesis import given
from hypothesis import strategies as st

from cites.look.colours import DEEP_SEA, contrast, palette

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(colours)
def test_white_on_a_partys_colour_is_always_readable(colour: str) -> None:
    chosen = palette(colour)
    assert contrast(chosen.brand, chosen.on_brand) >= 4.5
    assert contrast(chosen.shade, chosen.on_brand) >= 4.5


@given(colours)
def test_links_and_ink_are_readable_on_the_tint(colour: str) -> None:
    chosen = palette(colour)
    assert contrast(chosen.brand, chosen.tint) >= 4
    assert contrast("#10181f", chosen.tint_strong) >= 7


@given(colours, colours)
def test_contrast_is_the_same_both_ways_and_in_range(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.01


def test_a_readable_colour_is_left_as_it_is() -> None:
    assert palette("#00267f").brand == "#00267f"


def test_deep_sea_blue_stands_in_for_none_and_for_nonsense() -> None:
    assert palette(None).brand == palette("red;}body{display:none").brand == DEEP_SEA
