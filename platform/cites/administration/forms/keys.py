"""Plain data by dotted keys (``profile.names.fr``): read and replaced without touching what is given; pure."""

from typing import Any, Final

Parts = dict[str, Any]


class _Absent:
    def __repr__(self) -> str:
        return "absent"

    def __bool__(self) -> bool:
        return False


ABSENT: Final = _Absent()
"""What stands at a key that is not there."""


def at(data: Any, key: str) -> Any:
    """Return what stands at ``key``, or ABSENT; of a list a step is the place of an entry."""
    for step in key.split(".") if key else ():
        data = _step(data, step)
    return data


def table_at(data: Any, key: str) -> dict[str, Any]:
    """Return the table at ``key``; an empty one where something else stands, or nothing."""
    found = at(data, key)
    return found if isinstance(found, dict) else {}


def list_at(data: Any, key: str) -> list[Any]:
    """Return the list at ``key``; an empty one where something else stands, or nothing."""
    found = at(data, key)
    return list(found) if isinstance(found, list | tuple) else []


def put(data: Any, key: str, value: Any) -> dict[str, Any]:
    """Return ``data``, a table, with ``value`` at ``key``; ABSENT takes away what is there."""
    step, _dot, rest = key.partition(".")
    table = dict(data) if isinstance(data, dict) else {}
    inner = put(table.get(step), rest, value) if rest else value
    if inner is ABSENT or (rest and not inner and step not in table):
        table.pop(step, None)
        return table
    return {**table, step: inner}


def is_within(key: str, outer: str) -> bool:
    """Tell whether ``key`` is ``outer`` or stands below it."""
    return key == outer or key.startswith(f"{outer}.")


def _step(data: Any, step: str) -> Any:
    if isinstance(data, dict):
        return data.get(step, ABSENT)
    if isinstance(data, list | tuple) and step.isdecimal() and int(step) < len(data):
        return data[int(step)]
    return ABSENT
