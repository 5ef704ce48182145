"""A name is found however it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.species.folding import folded


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("NAPOLEON", "napoléon"),
        ("fale", "faleʻ"),
        ("Hawai'i", "Hawaiʻi"),
        ("Hawai’i", "Hawaiʻi"),
        ("maori wrasse", "Māori  wrasse"),
        ("birds of paradise", "birds-of-paradise"),
        ("caiman a lunettes", "Caïman à lunettes"),
        ("Ducorpss", "Ducorps's"),
        ("majel", "Ṃajeḷ"),
        ("oeuf", "œuf"),
    ],
)
def test_what_the_hand_leaves_out_does_not_hide_a_name(typed: str, stored: str) -> None:
    assert folded(typed) == folded(stored)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text())
def test_a_folded_name_has_no_idle_spaces(text: str) -> None:
    assert folded(text) == " ".join(folded(text).split())
