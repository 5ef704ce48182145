"""Numbers of security stamps (box 5b): how they are written, and which are wrong."""

import re
from collections.abc import Iterable
from typing import Final

from kernel.errors import DomainError
from kernel.text import gettext_noop

LONGEST_STAMP: Final = 20
_NUMBER: Final = re.compile(r"[0-9A-Z](?:[0-9A-Z ./-]*[0-9A-Z])?")


class FaultyStamps(DomainError):
    """Numbers of stamps are missing or too many, named twice, not written as one, or used up already."""

    code = "faulty_stamps"


def read_stamps(text: str) -> list[str]:
    """Return the numbers in a text, a row each, in capital letters; raise FaultyStamps where one is none."""
    return [_number(row) for row in text.splitlines() if row.strip()]


def refuse_wrong_count(numbers: Iterable[str], count: int) -> None:
    """Raise FaultyStamps unless there are ``count`` numbers, each named once."""
    given = list(numbers)
    if len(given) != count:
        message = gettext_noop("Give one stamp number for each document: %(count)s, not %(given)s.")
        raise FaultyStamps(message=message, data={"count": count, "given": len(given)})
    if twice := next((each for each in given if given.count(each) > 1), None):
        message = gettext_noop("Stamp %(number)s is named twice.")
        raise FaultyStamps(message=message, data={"number": twice})


def _number(row: str) -> str:
    number = " ".join(row.split()).upper()
    if len(number) > LONGEST_STAMP or not _NUMBER.fullmatch(number):
        message = gettext_noop(
            "“%(number)s” is no number of a stamp: at most %(most)s letters, figures, points, strokes and dashes."
        )
        raise FaultyStamps(message=message, data={"number": number[:40], "most": LONGEST_STAMP})
    return number
