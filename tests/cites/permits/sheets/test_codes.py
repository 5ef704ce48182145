"""Codes as people write them: each name of the code tables in three languages, and the words that are used for them."""

from datetime import date
from typing import Any

import pytest

from cites.permits.queries.line_sheets import code_lists, entries_of
from cites.permits.sheets.codes import CodeList, TwoCodes
from cites.permits.sheets.spoken import PURPOSES, SOURCES, TERMS, UNITS
from cites.species import queries as species

DAY = date(2026, 11, 28)
SPOKEN = {"term": TERMS, "unit": UNITS, "source": SOURCES, "purpose": PURPOSES}


def lists() -> dict[str, CodeList]:
    return {**code_lists(DAY), "purpose": CodeList(entries_of(species.purposes(DAY)), PURPOSES)}


@pytest.mark.parametrize("kind", sorted(SPOKEN))
def test_every_name_of_a_code_in_three_languages_means_it(bb: Any, kind: str) -> None:
    found = lists()[kind]
    for entry in found.entries:
        for name in filter(None, entry.names):
            assert entry.code in _meant(found, name), (entry.code, name)
            assert entry.code in _meant(found, name.upper())


@pytest.mark.parametrize("kind", sorted(SPOKEN))
def test_every_word_that_people_write_for_a_code_means_it_alone(bb: Any, kind: str) -> None:
    found = lists()[kind]
    for code, words in SPOKEN[kind].items():
        for word in words:
            for written in (
                word,
                word.lower(),
                f"{word}s" if len(word) > 2 and not word.endswith("s") else word,
                f"{code} - {word}",
            ):
                assert found.find(written) == code, (code, written)


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("source", "Sauvage", "W"), ("source", "silvestres", "W"), ("source", "Unknown", "U"), ("source", "F1", ""),
        ("purpose", "Personnel", "P"), ("purpose", "Fins commerciales", "T"), ("purpose", "científica", "S"),
        ("term", "shells", "SHE"), ("term", "Coquilles", "SHE"), ("term", "conchas", "SHE"), ("term", "vivants", "LIV"),
        ("unit", "kilos", "KGM"), ("unit", "spécimens", "NAR"), ("unit", "número", "NAR"),
    ],
)  # fmt: skip
def test_what_fresh_eyes_typed(bb: Any, kind: str, text: str, code: str) -> None:
    assert lists()[kind].find(text) == code


def _meant(found: CodeList, text: str) -> str:
    try:
        return found.find(text)
    except TwoCodes as two:
        return str(two)
