"""The language beside that of a document: whose words stand with the labels of the form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from cites.permits.documents.labels import LABELS, label_in, labels_in, without_places
from cites.permits.documents.words import LANGUAGES
from localization.languages import name_of_language
from tenants.profiles.schema import Profile

_ROWS_OF_PAGE: Final = 46
_LETTERS_OF_ROW: Final = 62  # in either of the two columns, at the size in which a page of words is set


@dataclass(frozen=True, slots=True)
class Beside:
    """A language, what it is called in that of the document, and its words by label; no words where there is none."""

    language: str = ""
    name: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


NOTHING: Final = Beside()


def beside_of(profile: Profile, language: str) -> Beside:
    """Return what a Party's profile wants beside a document in ``language``; nothing beside one in the same."""
    beside = profile.beside.language
    if not beside or beside == language:
        return NOTHING
    given = labels_in(beside) if beside in LANGUAGES else profile.beside.words.get(beside, {})
    return beside_with(beside, given, language)


def beside_with(beside: str, given: Mapping[str, str], language: str) -> Beside:
    """Return these words of a language beside a document in ``language``; what both call the same is said once."""
    words = {name: given[name].strip() for name in LABELS if name in given}
    differ = {name: text for name, text in words.items() if text.lower() != label_in(language, name).lower()}
    return Beside(beside, name_of_language(beside, language), differ)


def pages_of_words(names: list[str], language: str, words: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Return labels, in the order of the form, page by page of the words that stand at the end of a document."""
    pages: list[list[str]] = [[]]
    rows = 0
    for name in (each for each in LABELS if each in names):
        needed = max(rows_of(label_in(language, name)), rows_of(words[name]))
        if rows + needed > _ROWS_OF_PAGE and pages[-1]:
            pages.append([])
            rows = 0
        pages[-1].append(name)
        rows += needed
    return tuple(tuple(page) for page in pages if page)


def rows_of(text: str) -> int:
    """Return how many rows a text takes in a column of a page of words; letters of full width count twice."""
    width = sum(2 if ord(sign) > 0x2E7F else 1 for sign in without_places(text))
    return 1 + width // _LETTERS_OF_ROW


def as_facts(beside: Beside, language: str, pages: tuple[tuple[str, ...], ...]) -> dict[str, object]:
    """Return the words, and the pages of words with box and label, as the typesetting reads them."""
    listed = [
        [
            {
                "name": name,
                "box": LABELS[name],
                "here": without_places(label_in(language, name)),
                "beside": without_places(beside.words[name]),
            }
            for name in page
        ]
        for page in pages
    ]
    return {
        "language": beside.language.partition("-")[0],
        "region": beside.language.partition("-")[2] or None,
        "name": beside.name,
        "words": dict(beside.words),
        "pages": listed,
    }
