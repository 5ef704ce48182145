"""Which names are meant by words that are not quite spelt as they are.

A name carries a key for the beginning of each of its words, and one for each form of that beginning in which a letter
is missing. Two beginnings that differ by one letter missing, doubled, swapped or replaced have a key in common, so that
a database finds the few names that can be meant by an index of numbers; what is nearest among them is measured here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from rapidfuzz.distance import OSA

BEGINNING: Final = 5
"""So many letters of a word have keys; later mistakes do not hide a name, and half a word is enough."""

SHORTEST: Final = 3
"""A shorter word is too like too many others to be looked for by its keys."""

_LONG: Final = 8
_FAR: Final = 99


def keys_of_name(folded: str) -> list[int]:
    """Return the keys of a folded name, of its words and of all of it as one word, in order and each once."""
    return sorted({key for word in {*folded.split(), run_together(folded)} for key in keys_of_word(word)})


def keys_of_word(word: str) -> frozenset[int]:
    """Return the keys by which a word is found; whole numbers of 32 bits, some below nothing."""
    beginning = word[:BEGINNING]
    lacking = {beginning[:at] + beginning[at + 1 :] for at in range(len(beginning))}
    return frozenset(_key(form) for form in ({beginning, *lacking} if len(word) >= SHORTEST else {beginning}))


def run_together(folded: str) -> str:
    """Return a folded name without its spaces: the one that somebody left out, or put in, is forgotten."""
    return folded.replace(" ", "")


@dataclass(frozen=True, slots=True, order=True)
class Distance:
    """How far a name is from what was typed, the nearest least: in letters, by its words and then as a whole."""

    by_words: int
    whole: int


def distance(sought: str, name: str) -> Distance | None:
    """Measure how far ``name`` is from ``sought``, both folded; None when it cannot be meant.

    Words may stand in any order, and each may be the beginning of one of the name's.
    """
    words = _by_words(sought.split(), name.split())
    together = distance_together(sought, name)
    nearest = min(words, together.by_words if together else _FAR)
    return None if nearest >= _FAR else Distance(nearest, OSA.distance(run_together(sought), run_together(name)))


def distance_together(sought: str, name: str) -> Distance | None:
    """Measure how far they are without their spaces, in a tenth of the time; None when the name cannot be meant."""
    one, allowed = run_together(sought), _allowed(run_together(sought))
    whole = OSA.distance(one, run_together(name), score_cutoff=allowed)
    return Distance(whole, whole) if whole <= allowed else None


def _by_words(sought: Iterable[str], words: list[str]) -> int:
    total = 0
    for one in sought:
        allowed = _allowed(one)
        nearest = min(_from_beginning(one, word, allowed) for word in words)
        total += nearest if nearest <= allowed else _FAR
    return total


def _from_beginning(one: str, word: str, allowed: int) -> int:
    """The letters that differ between a word and the beginning of another that is nearest to it."""
    if word.startswith(one):
        return 0
    ends = range(max(len(one) - allowed, 1), min(len(one) + allowed, len(word)) + 1)
    lengths = {min(len(one), len(word)), *ends} if allowed else {len(one)}
    return min(OSA.distance(one, word[:length], score_cutoff=allowed) for length in lengths)


def _allowed(word: str) -> int:
    """How many letters of a word may differ."""
    return 2 if len(word) >= _LONG else 1 if len(word) >= SHORTEST - 1 else 0


def _key(form: str) -> int:
    unsigned = crc32(form.encode())
    return unsigned - (1 << 32) if unsigned >= 1 << 31 else unsigned
