"""Quantities as people write them, with a point or a comma before the fraction; what may be two numbers is neither."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

POINT: Final = "."
COMMA: Final = ","
LONGEST: Final = 40
_SPACES: Final = " \u00a0\u2009\u202f'’"


class NotANumber(ValueError):
    """A text is no number in figures."""


class TwoNumbers(ValueError):
    """A text is one number with a decimal point, and another one with a decimal comma."""

    def __init__(self, first: Decimal, second: Decimal) -> None:
        super().__init__(first, second)
        self.first, self.second = first, second


def _pattern(mark: str, group: str) -> re.Pattern[str]:
    gap = rf"(?P<gap>[{re.escape(group)}{_SPACES}])"
    grouped = rf"[1-9]\d{{0,2}}{gap}\d{{3}}(?:(?P=gap)\d{{3}})*"
    return re.compile(rf"(?P<sign>[-+\u2212]?)(?P<whole>{grouped}|\d+)(?:{re.escape(mark)}(?P<part>\d+))?", re.ASCII)


_PATTERNS: Final = {POINT: _pattern(POINT, COMMA), COMMA: _pattern(COMMA, POINT)}


def read_quantity(text: str, mark: str = "", *, strict: bool = False) -> Decimal:
    """Return the number in ``text``; ``mark`` is the decimal mark where it can be told, POINT or COMMA.

    Another mark is understood where it can mean nothing else, unless ``strict``. Raises NotANumber and TwoNumbers.
    """
    found = _readings(text)
    if strict and mark:
        found = {each: number for each, number in found.items() if each == mark}
    if not found:
        raise NotANumber(text[:LONGEST])
    if mark in found:
        return found[mark]
    if len(set(found.values())) > 1:
        raise TwoNumbers(found[POINT], found[COMMA])
    return next(iter(found.values()))


def decimal_mark(texts: Iterable[str]) -> str:
    """Return the decimal mark of all these quantities where those that are plain show one, else nothing."""
    shown = {next(iter(found)) for found in map(_readings, texts) if len(found) == 1}
    return shown.pop() if len(shown) == 1 else ""


def _readings(text: str) -> dict[str, Decimal]:
    """The number by the decimal mark with which it is one."""
    bare = text.strip()
    if len(bare) > LONGEST:
        return {}
    matched = {mark: pattern.fullmatch(bare) for mark, pattern in _PATTERNS.items()}
    return {mark: _number(match) for mark, match in matched.items() if match}


def _number(match: re.Match[str]) -> Decimal:
    digits = re.sub("[^0-9]", "", match["whole"])
    number = Decimal(f"{digits}.{match['part'] or 0}")
    return -number if match["sign"] in ("-", "\u2212") else number
