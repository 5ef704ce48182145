"""The words that the tests of isolation look for in an answer are found as surely as one by one."""

from hypothesis import given
from hypothesis import strategies as st

from tests.isolation.told import SHORTEST, words_told

WORDS = st.sets(st.text("abé ", min_size=SHORTEST, max_size=SHORTEST + 2), max_size=20)


@given(said=st.text("abé ", max_size=60), words=WORDS)
def test_a_word_is_told_where_it_stands_and_nowhere_else(said: str, words: set[str]) -> None:
    assert words_told(said, words) == {word for word in words if word in said}


def test_what_was_asked_with_is_not_counted_as_told() -> None:
    assert words_told("Mary Trotman, St. Philip", {"Mary Trotman", "St. Philip"}, "/?q=Mary Trotman") == {"St. Philip"}
