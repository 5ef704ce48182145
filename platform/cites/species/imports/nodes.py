"""Reading what others send, in which every node may be missing, null, empty, an object or a list."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

Node = Mapping[str, Any]

_YES = {"true", "t", "yes", "y", "1"}
_NO = {"false", "f", "no", "n", "0"}


def node(value: Any) -> Node:
    """Return an object: the value itself, the first of a list, or an empty one."""
    if isinstance(value, list):
        value = next((each for each in value if isinstance(each, Mapping)), {})
    return value if isinstance(value, Mapping) else {}


def nodes(value: Any) -> list[Node]:
    """Return the objects in a list; a lone object is a list of one."""
    if isinstance(value, Mapping):
        return [value] if value else []
    return [each for each in value if isinstance(each, Mapping) and each] if isinstance(value, list) else []


def text(value: Any) -> str:
    """Return text without doubled spaces; numbers as text, all else as nothing."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    storable = str(value).encode("utf-8", "ignore").decode().replace("\x00", "")
    return " ".join(storable.split())


def first(value: Node, *names: str) -> Any:
    """Return the first of these members that is there and says something."""
    for name in names:
        found = value.get(name)
        if found not in (None, "", [], {}):
            return found
    return None


def number(value: Any) -> int | None:
    """Return a whole number that fits a column, or None."""
    digits = text(value)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 19 else None


def amount(value: Any) -> Decimal | None:
    """Return a quantity, 0 or more and no larger than the column holds, or None."""
    try:
        found = Decimal(text(value).replace(",", "."))
    except InvalidOperation:
        return None
    return found if found.is_finite() and 0 <= found < 10**12 else None


def day(value: Any) -> date | None:
    """Return a day written as ``2019-11-26``, with or without a time, or as ``26/11/2019``; else None."""
    said = text(value)
    try:
        if "/" in said:
            parts = said.split(" ")[0].split("/")
            return date(int(parts[2]), int(parts[1]), int(parts[0]))
        return date.fromisoformat(said[:10])
    except (ValueError, IndexError):
        return None


def truth(value: Any) -> bool | None:
    """Return yes or no, or None where neither is said."""
    if isinstance(value, bool):
        return value
    said = text(value).lower()
    return True if said in _YES else False if said in _NO else None


def country(value: Any) -> str:
    """Return the two-letter code of an object that describes a country (or of the code itself), or nothing."""
    said = text(first(value, "iso_code2", "iso2") if isinstance(value, Mapping) else value).upper()
    return said if len(said) == 2 and said.isascii() and said.isalpha() else ""


def items(value: Any) -> list[Any]:
    """Return a list of what may be a list, a text with commas, or nothing."""
    if isinstance(value, list):
        return [each for each in value if each not in (None, "", [], {})]
    return [part for part in map(str.strip, text(value).split(",")) if part]
