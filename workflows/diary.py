"""The days of a case one by one: what each was to its clock, and the stretches of days that were alike; pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from workflows.clock import IsWorkingDay, Turn


class DayKind(StrEnum):
    """What a day is to the clock of a case."""

    USED = "used"  # a working day that counts
    OVER = "over"  # one that counts beyond those allowed
    OFF = "off"  # no working day, while the clock runs
    CLOSED = "closed"  # the offices were declared closed
    PAUSED = "paused"  # somebody outside the office had to act
    AHEAD = "ahead"  # a working day that is left


RUNNING = frozenset({DayKind.USED, DayKind.OVER, DayKind.OFF})


@dataclass(frozen=True, slots=True)
class Day:
    """One day; ``why`` is the stage at which the case waited, or why the offices were closed."""

    day: date
    kind: DayKind
    why: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days that follow one another and are told together; ``working_days`` are those used in them, or left."""

    first: date
    last: date
    kind: DayKind
    why: str
    working_days: int


def diary(
    turns: Sequence[Turn],
    allowed: int,
    today: date,
    until: date,
    is_working_day: IsWorkingDay,
    closed_because: Callable[[date], str],
) -> list[Day]:
    """Return every day after that of lodging, through ``until``; as many are used as the clock reads.

    ``turns`` are in order as for ``read_clock``; days after today are as the last turn left the clock.
    """
    used, found = 0, []
    for day, turn in _with_turns(turns, today, until):
        counts = turn.runs and is_working_day(day)
        used += counts
        found.append(_day(day, turn, counts, used > allowed, day > today, closed_because(day)))
    return found


def _with_turns(turns: Sequence[Turn], today: date, until: date) -> Iterator[tuple[date, Turn]]:
    """Each day with the turn that held as it began; of several turns of one day the last counts."""
    place, first = 0, turns[0].day
    for number in range(1, (until - first).days + 1):
        day = first + timedelta(days=number)
        while place + 1 < len(turns) and (turns[place + 1].day < day or day > today):
            place += 1
        yield day, turns[place]


def _day(day: date, turn: Turn, counts: bool, is_over: bool, is_ahead: bool, reason: str) -> Day:
    if not turn.runs:
        return Day(day, DayKind.PAUSED, turn.stage)
    if reason:
        return Day(day, DayKind.CLOSED, reason)
    if not counts:
        return Day(day, DayKind.OFF)
    if is_ahead:
        return Day(day, DayKind.AHEAD)
    return Day(day, DayKind.OVER if is_over else DayKind.USED)


def stretches(days: Sequence[Day], today: date) -> list[Stretch]:
    """Return the days as they are told: days off go with the working days around them, and alone are left out."""

    def told_as(each: Day) -> tuple[DayKind, str]:
        if each.kind in RUNNING | {DayKind.AHEAD}:
            return (DayKind.AHEAD if each.day > today else DayKind.USED), ""
        return each.kind, each.why

    found = []
    for (kind, why), group in groupby(days, key=told_as):
        alike = list(group)
        working = sum(each.kind in (DayKind.USED, DayKind.OVER, DayKind.AHEAD) for each in alike)
        if working or kind in (DayKind.CLOSED, DayKind.PAUSED):
            found.append(Stretch(alike[0].day, alike[-1].day, kind, why, working))
    return found
