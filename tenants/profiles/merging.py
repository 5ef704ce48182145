"""What two layers say together; pure."""

from collections.abc import Iterable
from functools import reduce
from typing import Any


def over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Return what two layers say together: tables key by key, whatever else as ``above`` has it.

    ``false`` lifts what ``below`` says, where that is no yes or no itself. A table of which ``above`` names
    every key stands in its order.
    """
    keys = list(above) if set(below) <= set(above) else [*below, *(key for key in above if key not in below)]
    return {key: _both(below, above, key) for key in keys if not is_lifted(below, above, key)}


def merged(layers: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return what layers, from general to particular, say together."""
    nothing: dict[str, Any] = {}
    return reduce(over, layers, nothing)


def is_lifted(below: dict[str, Any], above: dict[str, Any], key: str) -> bool:
    """Tell whether ``above`` takes away what ``below`` says under that key."""
    return above.get(key) is False and key in below and not isinstance(below[key], bool)


def _both(below: dict[str, Any], above: dict[str, Any], key: str) -> Any:
    if key not in above:
        return below[key]
    both = isinstance(above[key], dict) and isinstance(below.get(key), dict)
    return over(below[key], above[key]) if both else above[key]
