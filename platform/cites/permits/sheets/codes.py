"""Lists of codes in which people look by code or by name, in any of the Convention's languages."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from cites.species.folding import folded

_WITH_NAME: Final = re.compile(
    r"(?P<code>[A-Za-z0-9]{1,3})\s*[-–—:,]?\s+(?P<name>.+)|(?P<name2>.+)\((?P<code2>\w{1,3})\)"
)


class TwoCodes(ValueError):
    """A name is that of several codes."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A code with its names in every language, the English one first."""

    code: str
    names: tuple[str, ...]


class CodeList:
    """Finds codes as people write them: `SHE`, `shells`, `coquilles`, `SHE – shells`, `shells (SHE)`."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._codes = {entry.code for entry in self.entries}
        self._by_name: dict[str, set[str]] = defaultdict(set)
        for entry in self.entries:
            for name in filter(None, map(folded, entry.names)):
                self._by_name[name].add(entry.code)

    def find(self, text: str) -> str:
        """Return the code that ``text`` means, or nothing; raise TwoCodes."""
        if text.upper() in self._codes:
            return text.upper()
        codes = self._by_name.get(folded(text), set())
        if len(codes) > 1:
            raise TwoCodes(", ".join(sorted(codes)))
        return next(iter(codes), "") or self._with_name(text)

    def _with_name(self, text: str) -> str:
        match = _WITH_NAME.fullmatch(text.strip())
        if match is None:
            return ""
        code, name = (match["code"] or match["code2"]).upper(), folded(match["name"] or match["name2"])
        return code if code in self._by_name.get(name, ()) else ""
