"""The words of the register: what people type finds texts by a beginning, and never a fact by accident."""

from hypothesis import given
from hypothesis import strategies as st

from cites.permits.rules.register_words import Fact, fact, facts, texts_as_words
from cites.permits.rules.search_words import SPECIES, TRADER, of_kind, words_asked

TEXTS = st.text(max_size=40)


@given(TEXTS, st.sampled_from(Fact), TEXTS)
def test_nothing_that_is_typed_is_the_beginning_of_a_fact_with_its_kind(typed: str, kind: Fact, value: str) -> None:
    assert not any(word.startswith(f"{kind.value}:") for word in words_asked(typed))
    assert fact(kind, value).startswith(f"{kind.value}:")


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_each_text_is_found_by_its_words_and_by_what_it_names(number: str, trader: str, name: str, by: str) -> None:
    words = list(texts_as_words(numbers=[number], traders=[trader], species=[name], signatory=by))
    for asked in (*words_asked(number), *of_kind(TRADER, words_asked(trader)), *of_kind(SPECIES, words_asked(name))):
        assert any(word.startswith(asked) for word in words)


@given(st.lists(st.sampled_from(["", "I", "II", "III"])))
def test_facts_are_said_once_and_nothing_is_none(values: list[str]) -> None:
    said = facts(Fact.APPENDIX, values)
    assert sorted(said) == sorted({f"appendix:{value.lower()}" for value in values if value})
