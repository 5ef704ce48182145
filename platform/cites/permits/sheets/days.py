"""Days as people write them; one that may be two days is neither."""

import re
from datetime import date
from typing import Final

_YEAR_FIRST: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00)?)?", re.ASCII)
_YEAR_LAST: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", re.ASCII)


class NotADay(ValueError):
    """A text is no day in figures."""


class TwoDays(ValueError):
    """A text is one day where the day stands first, and another one where the month does."""


def read_day(text: str) -> date:
    """Return the day in ``text``: 2026-11-28, or 28/11/2026 where no other day can be meant; raise NotADay, TwoDays."""
    bare = text.strip()
    if match := _YEAR_FIRST.fullmatch(bare):
        year, month, day = map(int, match.groups())
        return _day(year, month, day)
    match = _YEAR_LAST.fullmatch(bare)
    if match is None:
        raise NotADay(bare[:20])
    first, second, year = map(int, match.groups())
    if first != second and max(first, second) <= 12:
        raise TwoDays(bare)
    return _day(year, second, first) if second <= 12 else _day(year, first, second)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NotADay(str(error)) from error
