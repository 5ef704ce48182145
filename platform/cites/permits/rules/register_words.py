"""What a permit is found by in the register, as words: what people type, and facts that they choose from lists."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final

from cites.permits.rules.search_words import SPECIES, TRADER, of_kind, words_to_find

SIGNATORY: Final = "signatory"
NOT_ENDED: Final = "no"
HERE: Final = "here"
ON_PAPER: Final = "paper"


class Fact(StrEnum):
    """A fact of a permit, or of one of its lines, that is found whole and not by a beginning."""

    DOCUMENT = "document"
    ENDED = "ended"
    APPENDIX = "appendix"
    TERM = "term"
    SOURCE = "source"
    PURPOSE = "purpose"
    COUNTRY = "country"
    TAXON = "taxon"
    ISSUED = "issued"


def fact(kind: Fact, value: str) -> str:
    """Return a fact as a word; no word that people type is like it, for it has a colon."""
    return f"{kind.value}:{value.lower()}"


def facts(kind: Fact, values: Iterable[str]) -> list[str]:
    """Return the facts of one kind, each once; what is empty is none."""
    return list(dict.fromkeys(fact(kind, value) for value in values if value))


def texts_as_words(
    *, numbers: Iterable[str], traders: Iterable[str], species: Iterable[str], signatory: str
) -> Iterator[str]:
    """Yield the words of what a permit says: all of them by themselves, and those of names by what they name."""
    traders, species = list(traders), list(species)
    yield from words_to_find([*numbers, *traders, *species])
    yield from of_kind(TRADER, words_to_find(traders))
    yield from of_kind(SPECIES, words_to_find(species))
    yield from of_kind(SIGNATORY, words_to_find([signatory]))
