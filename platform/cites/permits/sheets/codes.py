"""Lists of codes in which people look by code or by name, in any of the Convention's languages."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Final

from cites.permits.sheets.spoken import Spoken
from cites.species.folding import folded

_WITH_NAME: Final = re.compile(
    r"(?P<code>[A-Za-z0-9]{1,3})\s*[-–—:,]?\s+(?P<name>.+)|(?P<name2>.+)\((?P<code2>\w{1,3})\)"
)
_ASIDE: Final = re.compile(r"\([^()]*\)")
_PLURAL: Final = re.compile(r"(?<=\w\w[^\Ws])s$")


class TwoCodes(ValueError):
    """A name is that of several codes."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A code with its names in every language, the English one first."""

    code: str
    names: tuple[str, ...]


class CodeList:
    """Finds codes as people write them: `SHE`, `shells`, `coquilles`, `SHE – shells`, `shells (SHE)`.

    A name counts as it stands, then the ``spoken`` words for a code, then a name without what it has in brackets and
    without its plural.
    """

    def __init__(self, entries: Iterable[Entry], spoken: Spoken | None = None) -> None:
        self.entries = tuple(entries)
        self._codes = {entry.code for entry in self.entries}
        said = [(entry.code, name) for entry in self.entries for name in entry.names]
        words = [(code, name) for code, names in (spoken or {}).items() if code in self._codes for name in names]
        bare = [(code, _bare(name)) for code, name in (*said, *words)]
        self._ways = [(folded, _index(folded, said)), (folded, _index(folded, words)), (_bare, _index(_bare, bare))]

    def find(self, text: str) -> str:
        """Return the code that ``text`` means, or nothing; raise TwoCodes."""
        if text.upper() in self._codes:
            return text.upper()
        codes = self._named(text)
        if len(codes) > 1:
            raise TwoCodes(", ".join(sorted(codes)))
        return next(iter(codes), "") or self._with_name(text)

    def _named(self, name: str) -> Set[str]:
        found = (index.get(way(name), frozenset()) for way, index in self._ways)
        return next(filter(None, found), frozenset())

    def _with_name(self, text: str) -> str:
        match = _WITH_NAME.fullmatch(text.strip())
        if match is None:
            return ""
        code, name = (match["code"] or match["code2"]).upper(), match["name"] or match["name2"]
        return code if code in self._named(name) else ""


def _index(way: Callable[[str], str], names: Iterable[tuple[str, str]]) -> Mapping[str, Set[str]]:
    index: dict[str, set[str]] = defaultdict(set)
    for code, name in names:
        if written := way(name):
            index[written].add(code)
    return index


def _bare(name: str) -> str:
    """A name without its asides, each word in the singular as far as an `s` tells."""
    return " ".join(_PLURAL.sub("", word) for word in folded(_ASIDE.sub(" ", name)).split())
