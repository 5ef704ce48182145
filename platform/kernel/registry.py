"""One way to plug things in: named entries in the order in which they were registered."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, Protocol, TypeVar

from kernel.errors import DomainError


class Named(Protocol):
    """Anything with a name."""

    @property
    def name(self) -> str: ...


Entry = TypeVar("Entry", bound=Named)


class UnknownEntry(DomainError):
    """Nothing of that name is registered."""

    code = "unknown_entry"


class NameTaken(DomainError):
    """Something of that name is registered already."""

    code = "name_taken"


class Registry(Generic[Entry]):
    """Entries by name, e.g. the ways to pay or the verbs of a workflow."""

    changes = 0
    """How often any registry of this process has changed: what was worked out from entries holds until the next."""

    def __init__(self, noun: str) -> None:
        self.noun = noun
        self._entries: dict[str, Entry] = {}

    def register(self, entry: Entry) -> Entry:
        """Add ``entry`` and return it; raise NameTaken when another has its name.

        Registering the same entry again does nothing, for apps may be made ready twice.
        """
        known = self._entries.get(entry.name)
        if known is not None and known is not entry:
            raise NameTaken(message="%(noun)s %(name)s is registered already", data=self._facts(entry.name))
        self._entries[entry.name] = entry
        Registry.changes += 1
        return entry

    def get(self, name: str) -> Entry:
        """Return the entry of that name; raise UnknownEntry when there is none."""
        try:
            return self._entries[name]
        except KeyError:
            raise UnknownEntry(message="no %(noun)s is named %(name)s", data=self._facts(name)) from None

    def names(self) -> list[str]:
        """Return every name, in the order of registration."""
        return list(self._entries)

    @contextmanager
    def temporarily(self, entry: Entry) -> Iterator[Entry]:
        """Hold ``entry`` for the length of a ``with``; for tests."""
        self.register(entry)
        try:
            yield entry
        finally:
            del self._entries[entry.name]
            Registry.changes += 1

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[Entry]:
        return iter(list(self._entries.values()))

    def __len__(self) -> int:
        return len(self._entries)

    def _facts(self, name: str) -> dict[str, str]:
        return {"noun": self.noun, "name": name}
