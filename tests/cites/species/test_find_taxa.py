"""A species is found by the words that somebody remembers, in any order, and with a letter wrong."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cites.species.folding import folded
from cites.species.models import TaxonName
from cites.species.queries import TaxonMatch, find_taxa
from cites.species.spelling import distance, keys_of_name, keys_of_word
from tests.thorough import often

pytestmark = pytest.mark.usefixtures("bb")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def found(text: str, language: str = "en") -> list[TaxonMatch]:
    return find_taxa(text, language)


def codes(text: str) -> list[str]:
    return [match.code for match in found(text)]


@pytest.mark.parametrize(
    "words",
    ["aliger gigas", "gigas aliger", "Queen Conch", "conch queen", "con que", "gig ali", "ALIGER SPP.", "aliger sp."],
)
def test_a_species_is_found_by_the_beginnings_of_its_words_in_any_order(words: str) -> None:
    match = next(match for match in found(words) if match.code == "ALI-GIG")
    assert not match.is_guess


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("aligr gigas", "ALI-GIG"),
        ("alliger gigas", "ALI-GIG"),
        ("srtombus gigas", "ALI-GIG"),
        ("strombus gigsa", "ALI-GIG"),
        ("quen conch", "ALI-GIG"),
        ("queenconch", "ALI-GIG"),
        ("qu een conch", "ALI-GIG"),
        ("swietnia macrophila", "SWI-MAC"),
        ("amzona guildngii", "AMA-GUI"),
        ("amazona giuldingii", "AMA-GUI"),
        ("swietenai", "SWI-MAC"),
        ("swiat", "SWI-MAC"),
    ],
)
def test_a_misspelt_name_is_a_guess(typed: str, meant: str) -> None:
    match = next(match for match in found(typed) if match.code == meant)
    assert match.is_guess


@pytest.mark.parametrize("typed", ["", "a", "unicorn", "xyzzy", "zz", "'", "\\", "q'x:*", "& | !", "aliger zebra"])
def test_what_is_like_no_name_finds_nothing(typed: str) -> None:
    assert found(typed) == []


def test_what_was_typed_goes_before_what_may_have_been_meant() -> None:
    for name in TaxonName.objects.values_list("name", flat=True)[:40]:
        guesses = [match.is_guess for match in found(name)]
        assert guesses == sorted(guesses)
        assert not guesses[0]


def test_a_whole_name_makes_nobody_guess() -> None:
    assert [match.code for match in found("Aliger gigas")] == ["ALI-GIG"]


def test_a_search_asks_the_database_four_times_at_most(django_assert_max_num_queries: Any) -> None:
    for text in ("aliger gigas", "gigas aliger", "con", "srtombus gigas"):
        with django_assert_max_num_queries(4):
            assert found(text)


def test_a_name_found_says_what_it_is_and_where_it_stands() -> None:
    match = find_taxa("lambi", "fr")[0]
    assert (match.code, match.scientific_name, match.appendix) == ("ALI-GIG", "Aliger gigas", "II")


edits = st.sampled_from(["missing", "doubled", "swapped", "replaced", "added"])


def edited(name: str, how: str, at: int, letter: str) -> str:
    at %= len(name)
    before, here, after = name[:at], name[at], name[at + 1 :]
    return {
        "missing": before + after,
        "doubled": before + here + here + after,
        "swapped": before + after[:1] + here + after[1:],
        "replaced": before + letter + after,
        "added": before + letter + here + after,
    }[how]


@given(data=st.data(), how=edits, at=st.integers(0, 60), letter=st.sampled_from(LETTERS))
@settings(max_examples=often(120), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_mistake_in_any_known_name_hides_no_taxon(
    known_names: list[tuple[str, str]], data: Any, how: str, at: int, letter: str
) -> None:
    name, code = data.draw(st.sampled_from(known_names))
    assert code in codes(edited(name, how, at, letter))


@given(
    name=st.text(LETTERS, min_size=3, max_size=12), how=edits, at=st.integers(0, 20), letter=st.sampled_from(LETTERS)
)
def test_words_that_differ_by_one_mistake_have_a_key_in_common(name: str, how: str, at: int, letter: str) -> None:
    typed = edited(name, how, at, letter)
    assert len(typed) < 3 or keys_of_word(typed) & set(keys_of_name(name))


def test_a_name_is_as_far_as_its_words_are() -> None:
    def far(sought: str, name: str) -> int | None:
        measured = distance(sought, name)
        return None if measured is None else measured.by_words

    assert far("pnathera leo", "panthera leo") == 1
    assert far("leo panthera", "panthera leo") == 0
    assert far("hipocampus", "hippocampus reidi") == 1
    assert far("pantheraleo", "panthera leo") == 0
    assert far("whale", "panthera leo") is None


@pytest.fixture
def known_names(bb: Any) -> Any:
    """The names of five letters and more, as folded, with the code of the taxon."""
    names = TaxonName.objects.values_list("name", "taxon__code")
    return sorted({(folded(name), code) for name, code in names if len(folded(name)) >= 5})
