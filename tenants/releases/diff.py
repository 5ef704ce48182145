"""What differs between two plain parts: facts from which the one becomes the other; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tenants.releases.plain import NOTHING, both_keyed, keyed, same

Path = tuple[str, ...]


class Kind(StrEnum):
    """What happened at a place."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    REORDERED = "reordered"


@dataclass(frozen=True, slots=True)
class Difference:
    """One place with the value on both sides; of a reordered table, ``before`` and ``after`` are its keys in order.

    Entries of a list that have a code of their own (ports) are known by it. A table that is new or gone is one
    difference, its value the whole.
    """

    path: Path
    kind: Kind
    before: Any = None
    after: Any = None


def differences(before: Any, after: Any, path: Path = ()) -> Iterator[Difference]:
    """Yield what differs, in the order of ``after``, what is gone first; nothing for what is the same."""
    if same(before, after):
        return
    if before is NOTHING or after is NOTHING:
        yield _appeared(before, after, path)
    elif (tables := both_keyed(before, after)) is None:
        yield Difference(path, Kind.CHANGED, before, after)
    else:
        yield from _in_tables(*tables, path)


def applied(before: Any, found: Iterable[Difference]) -> Any:
    """Return what ``before`` becomes by ``found``."""
    result = before
    for each in found:
        result = _applied(result, each.path, each)
    return result


def _appeared(before: Any, after: Any, path: Path) -> Difference:
    if before is NOTHING:
        return Difference(path, Kind.ADDED, after=after)
    return Difference(path, Kind.REMOVED, before=before)


def _in_tables(before: dict[str, Any], after: dict[str, Any], path: Path) -> Iterator[Difference]:
    kept = [key for key in before if key in after]
    for key in before:
        if key not in after:
            yield Difference((*path, key), Kind.REMOVED, before=before[key])
    for key in after:
        yield from differences(before.get(key, NOTHING), after[key], (*path, key))
    left = [*kept, *(key for key in after if key not in before)]
    if left != list(after):
        yield Difference(path, Kind.REORDERED, before=left, after=list(after))


def _applied(value: Any, path: Path, change: Difference) -> Any:
    table = keyed(value, change.after if not path else [change.after]) if path or _is_order(change) else None
    if not path and table is None:
        return change.after
    assert table is not None
    if not path:
        return _like(value, {key: table[key] for key in change.after})
    step, rest = path[0], path[1:]
    if not rest and change.kind is Kind.REMOVED:
        return _like(value, {key: kept for key, kept in table.items() if key != step})
    below = change.after if not rest and not _is_order(change) else _applied(table[step], rest, change)
    return _like(value, {**table, step: below})


def _is_order(change: Difference) -> bool:
    return change.kind is Kind.REORDERED


def _like(value: Any, table: dict[str, Any]) -> Any:
    return list(table.values()) if isinstance(value, list) else table
