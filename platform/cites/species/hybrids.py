"""Names of hybrids: what they are known by, and the parents that they name. Pure."""

import re
from typing import Final

_SIGN: Final = "\N{MULTIPLICATION SIGN}"
_CROSS: Final = re.compile(rf"\s*{_SIGN}\s*|\s+[xX]\s+")
_CALLED: Final = re.compile(r"\bhybrids?\b", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"[()\[\]]")
_INITIAL: Final = re.compile(r"([A-Z])\.\s*(?=[a-z])")
_BETWEEN: Final = re.compile(r"\s*[,;&+]\s*|\s+(?:and|et|y)\s+")
_LEAST_LETTERS: Final = 3
MOST_PARENTS: Final = 8


def is_hybrid(name: str) -> bool:
    """Tell whether a name is that of a hybrid: by the sign, by an x between words, or by the word."""
    return bool(_CROSS.search(f" {name}") or _CALLED.search(name))


def parents_of(name: str) -> tuple[str, ...]:
    """Return the parents that a name tells: two of ``Falco cherrug × F. rusticolus``, none of ``Cattleya × dubia``."""
    parts = [_plain(part) for part in _CROSS.split(name)]
    if len(parts) < 2 or not all(len(part) >= _LEAST_LETTERS for part in parts):
        return ()
    if len(parts) == 2 and len(parts[0].split()) == 1 and parts[0][0].isupper() and parts[1][0].islower():
        return ()  # a hybrid with an epithet of its own
    return _whole_names(parts)


def parents_said(text: str) -> tuple[str, ...]:
    """Return the parents as somebody writes them: crossed, or one after the other."""
    if crossed := parents_of(text):
        return crossed
    parts = [_plain(part) for part in _BETWEEN.split(text)]
    return _whole_names([part for part in parts if len(part) >= _LEAST_LETTERS])


def _plain(part: str) -> str:
    return " ".join(_CALLED.sub(" ", _BRACKETS.sub(" ", part)).split())


def _whole_names(parts: list[str]) -> tuple[str, ...]:
    """Return the names with their genus: an initial, or an epithet alone, stands for that of the name before."""
    names: list[str] = []
    genus = ""
    for part in parts[:MOST_PARENTS]:
        words = part.split()
        initial = _INITIAL.match(part)
        if initial and genus and genus[0].upper() == initial[1]:
            part = f"{genus} {part[initial.end() :]}"
        elif genus and len(words) == 1 and words[0].islower():
            part = f"{genus} {part}"
        if len(part.split()) > 1:
            genus = part.split()[0]
        names.append(part)
    return tuple(dict.fromkeys(names))
