"""Words by which people look for an application: letters without accents in lower case, and numbers."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_RUN: Final = re.compile(r"[^\W_]+")
_PART: Final = re.compile(r"\d+|[^\W\d_]+")
_LONGEST: Final = 60  # signs of a word
MOST_ASKED: Final = 8
TRADER: Final = "trader"
SPECIES: Final = "species"


def words_to_find(texts: Iterable[str]) -> list[str]:
    """Return the words of ``texts``, each once: whole, its letters and its digits alone, and these without zeros.

    ``26FJ000041`` is found by ``26fj000041``, ``fj``, ``000041`` and ``41``.
    """
    found: dict[str, None] = {}
    for text in texts:
        for run in _RUN.findall(_plain(text)):
            parts = _PART.findall(run)
            shorter = [part.lstrip("0") for part in parts if part.isdecimal()]
            found |= dict.fromkeys(word[:_LONGEST] for word in (run, *parts, *shorter) if word)
    return list(found)


def words_asked(text: str) -> list[str]:
    """Return the words that somebody typed, each of which has to begin a word that is found; eight at most."""
    return list(dict.fromkeys(word[:_LONGEST] for word in _RUN.findall(_plain(text))))[:MOST_ASKED]


def of_kind(kind: str, words: Iterable[str]) -> list[str]:
    """Return the words as those of one kind, so that a trader is not found by the name of a species."""
    return [f"{kind}:{word}" for word in words]


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))
