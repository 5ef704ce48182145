"""The parts of which a release is made; other apps register theirs, and checks of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from kernel.registry import Registry
from tenants.profiles.rules import Fault
from tenants.releases.wording import Statement, Words


def _no_faults(part: Any) -> list[Fault]:
    return []


@dataclass(frozen=True, slots=True)
class ReleasePart:
    """One part: its name, the file that states it, its typed shape, and a check of what types cannot say.

    ``stand_in`` holds a sound value for each key that the part cannot do without: where one is faulty it
    takes its place, so that all else can still be checked. ``words`` say what it holds, given the plain parts
    of its release. ``diff`` gets those of two releases and says what differs, where words alone say it badly.
    ``templates`` is the folder of templates of its file, where a profile names one of several to begin as.
    """

    name: str
    file: str
    schema: type[BaseModel]
    check: Callable[[Any], list[Fault]] = _no_faults
    stand_in: Mapping[str, Any] = field(default_factory=dict)
    words: Callable[[Mapping[str, Any]], Words] | None = None
    diff: Callable[[Mapping[str, Any], Mapping[str, Any]], Iterable[Statement]] | None = None
    templates: str = ""

    @property
    def is_file_of_tables(self) -> bool:
        """Tell whether its file is TOML; the others are kept as text."""
        return self.file.endswith(".toml")


@dataclass(frozen=True, slots=True)
class ReleaseCheck:
    """What must hold between parts, or of a part by the rules of an app above; returns part, key and reason.

    ``check`` gets the typed parts by name; a part that is too faulty to be read is not among them.
    """

    name: str
    check: Callable[[Mapping[str, Any]], Iterable[Fault]]


def with_later_parts(stated: dict[str, Any]) -> dict[str, Any]:
    """Return plain parts with those that the product came to know after they were written; these state nothing."""
    later = (part for part in release_parts if part.name not in stated)
    return stated | {part.name: {} if part.is_file_of_tables else "" for part in later}


release_parts: Registry[ReleasePart] = Registry("release part")
release_checks: Registry[ReleaseCheck] = Registry("release check")
publication_checks: Registry[ReleaseCheck] = Registry("publication check")
"""What must hold besides where a release is proposed and approved: of the active Party, its people included."""
