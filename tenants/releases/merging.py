"""Brings a draft up to a newer release: three ways, key by key; pure."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from tenants.releases.plain import NOTHING, both_keyed, keyed, same


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value that the draft and the newer release changed differently; the draft's is kept. None: not there."""

    part: str
    key: str
    before: Any
    draft: Any
    newer: Any

    def as_plain(self) -> dict[str, Any]:
        """Return it as JSON keeps it."""
        return asdict(self)


def merged(
    base: Mapping[str, Any], draft: Mapping[str, Any], newer: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Conflict]]:
    """Return the parts of ``newer`` with what ``draft`` changed of ``base``, and where the two disagree."""
    conflicts: list[Conflict] = []
    parts: dict[str, Any] = {}
    for name in _in_order(base, draft, newer):
        each = [parts_of.get(name, NOTHING) for parts_of in (base, draft, newer)]
        value = _merge(name, (), (each[0], each[1], each[2]), conflicts)
        if value is not NOTHING:
            parts[name] = value
    return parts, conflicts


def _merge(part: str, key: tuple[str, ...], versions: tuple[Any, Any, Any], conflicts: list[Conflict]) -> Any:
    base, draft, newer = versions
    if same(draft, base) or same(draft, newer):
        return newer
    if same(newer, base):
        return draft
    if (tables := _as_tables(base, draft, newer)) is None:
        conflicts.append(Conflict(part, ".".join(key), *(None if each is NOTHING else each for each in versions)))
        return draft
    found = {}
    for step in _in_order(*tables):
        below = tables[0].get(step, NOTHING), tables[1].get(step, NOTHING), tables[2].get(step, NOTHING)
        value = _merge(part, (*key, step), below, conflicts)
        if value is not NOTHING:
            found[step] = value
    return found if isinstance(draft, dict) else list(found.values())


def _as_tables(base: Any, draft: Any, newer: Any) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]] | None:
    """All three by their keys; a base that had nothing there counts as empty."""
    two = both_keyed(draft, newer)
    if two is None:
        return None
    if base is NOTHING:
        return ({}, *two)
    if both_keyed(base, draft) is None or both_keyed(base, newer) is None:
        return None
    return (keyed(base, draft) or {}, *two)


def _in_order(base: Mapping[str, Any], draft: Mapping[str, Any], newer: Mapping[str, Any]) -> Iterator[str]:
    """The keys in the newer order, or in the draft's where only the draft changed it; additions after their own."""
    shared = [key for key in base if key in newer and key in draft]
    moved = [key for key in newer if key in shared] != shared
    first, second = (newer, draft) if moved else (draft, newer)
    keys = list(first)
    for place, key in enumerate(second):
        if key not in first:
            before = [each for each in list(second)[:place] if each in keys]
            keys.insert(keys.index(before[-1]) + 1 if before else 0, key)
    yield from keys
