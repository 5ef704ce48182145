"""Plain data seen as what has keys: tables, and lists whose entries have a code of their own; pure."""

import json
from typing import Any, Final

_CODES = ("locode",)


class _Nothing:
    def __repr__(self) -> str:
        return "nothing"


NOTHING: Final = _Nothing()  # what stands at a key that is not there; TOML knows no other


def same(one: Any, other: Any) -> bool:
    """Tell whether two plain values say the same, in the same order and the same types."""
    if one is NOTHING or other is NOTHING:
        return one is other
    return one is other or written(one) == written(other)


def written(value: Any) -> str:
    """Return plain data as the text that is kept of it: the order of keys is part of what a Party chose."""
    # What only TOML has, a date without quotation marks, is kept as it is written.
    return json.dumps(value, ensure_ascii=False, default=str)


def code_of(entries: Any) -> str | None:
    """Return the key by whose value each entry of a list is known (ports: ``locode``), or None."""
    if not isinstance(entries, list) or not entries or not all(isinstance(each, dict) for each in entries):
        return None
    for code in _CODES:
        found = [each.get(code) for each in entries]
        if all(isinstance(each, str) and each for each in found) and len(set(found)) == len(found):
            return code
    return None


def keyed(value: Any, like: Any = NOTHING) -> dict[str, Any] | None:
    """Return what has keys by its keys, in order; None for anything else.

    An empty list counts as keyed where ``like``, with which it is compared, is.
    """
    if isinstance(value, dict):
        return value
    if code := code_of(value):
        return {entry[code]: entry for entry in value}
    return {} if value == [] and isinstance(value, list) and code_of(like) else None


def both_keyed(one: Any, other: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Return both by their keys where both are tables, or both lists known by a code; else None."""
    if isinstance(one, dict) != isinstance(other, dict):
        return None
    first, second = keyed(one, other), keyed(other, one)
    return (first, second) if first is not None and second is not None else None
