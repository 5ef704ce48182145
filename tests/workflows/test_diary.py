"""The days of a clock one by one agree with the clock that is read at once, and tell why each was what it was."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workflows.clock import Turn, read_clock
from workflows.diary import Day, DayKind, Stretch, diary, stretches

MONDAY = date(2026, 6, 1)


def on(days: int) -> date:
    return MONDAY + timedelta(days=days)


turns_of_a_case = st.lists(st.tuples(st.integers(0, 40), st.booleans()), max_size=8).map(
    lambda later: [Turn(MONDAY, True), *(Turn(on(day), runs) for day, runs in sorted(later, key=lambda each: each[0]))]
)


@given(turns_of_a_case, st.integers(1, 15), st.integers(0, 60), st.sets(st.integers(0, 90), max_size=20))
def test_every_day_is_there_once_and_as_many_are_used_and_left_as_the_clock_says(
    turns: list[Turn], allowed: int, passed: int, closed: set[int]
) -> None:
    today, off = max(on(passed), turns[-1].day), {on(day) for day in closed}

    def is_working_day(day: date) -> bool:
        return day.weekday() < 5 and day not in off

    reading = read_clock(turns, allowed, today, is_working_day)
    until = max(reading.expected_on or today, today)
    days = diary(turns, allowed, today, until, is_working_day, lambda day: "Cyclone" if day in off else "")
    assert [each.day for each in days] == [on(number) for number in range(1, (until - MONDAY).days + 1)]
    used = [each for each in days if each.kind in (DayKind.USED, DayKind.OVER)]
    left = [each for each in days if each.kind is DayKind.AHEAD]
    assert len(used) == reading.used
    assert sum(each.kind is DayKind.OVER for each in days) == max(reading.used - allowed, 0)
    if reading.expected_on and reading.expected_on > today:
        assert (len(left), left[-1].day) == (reading.left, reading.expected_on)
    else:
        assert left == []
    assert all(each.day in off for each in days if each.kind is DayKind.CLOSED)
    told = stretches(days, today)
    assert sum(each.working_days for each in told) == len(used) + len(left)
    assert all(one.last < other.first for one, other in zip(told, told[1:], strict=False))


def test_it_says_where_the_case_waited_and_why_the_offices_were_closed() -> None:
    turns = [Turn(MONDAY, True), Turn(on(1), False, "question"), Turn(on(3), True, "examining")]
    days = diary(
        turns, 10, on(8), on(9), lambda day: day.weekday() < 5 and day != on(4), lambda day: "Cyclone" * (day == on(4))
    )
    assert days[:4] == [
        Day(on(1), DayKind.USED),
        Day(on(2), DayKind.PAUSED, "question"),
        Day(on(3), DayKind.PAUSED, "question"),
        Day(on(4), DayKind.CLOSED, "Cyclone"),
    ]
    assert stretches(days, on(8)) == [
        Stretch(on(1), on(1), DayKind.USED, "", 1),
        Stretch(on(2), on(3), DayKind.PAUSED, "question", 0),
        Stretch(on(4), on(4), DayKind.CLOSED, "Cyclone", 0),
        Stretch(on(5), on(8), DayKind.USED, "", 2),
        Stretch(on(9), on(9), DayKind.AHEAD, "", 1),
    ]
