"""The clock of a case: read from days, compared with a calendar walked day by day, and read from what happened."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel import clock
from tenants.audit.models import AuditEntry
from tenants.context import today
from tests.factories.accounts import person
from tests.factories.workflows import licence_table, stage
from workflows.calendars import calendar_in_use
from workflows.clock import Turn, read_clock
from workflows.closures import MOST_DAYS, closures, declare_closure, end_closure, withdraw_closure
from workflows.definition import Workflow
from workflows.due import reckon_anew
from workflows.errors import ClosureTooFar, ClosureTooLong, EndsBeforeItBegan
from workflows.models import Case
from workflows.queries import CaseNow, history
from workflows.reading import clock_of
from workflows.services import note_lodged, open_case, perform

MONDAY = date(2026, 6, 1)
NOON = datetime(2026, 6, 1, 16, tzinfo=UTC)  # of that Monday in Bridgetown; no public holiday of Barbados is near


def weekdays(day: date) -> bool:
    return day.weekday() < 5


def on(days: int) -> date:
    return MONDAY + timedelta(days=days)


def test_ten_working_days_from_a_monday_end_on_the_monday_after_the_next() -> None:
    reading = read_clock([Turn(MONDAY, True)], 10, MONDAY, weekdays)
    assert (reading.used, reading.expected_on, reading.is_over) == (0, on(14), False)
    assert read_clock([Turn(MONDAY, True)], 10, on(14), weekdays).is_over is False
    assert read_clock([Turn(MONDAY, True)], 10, on(15), weekdays).is_over is True


def test_days_on_which_the_applicant_owes_an_answer_are_not_used() -> None:
    asked_wednesday = [Turn(MONDAY, True), Turn(on(2), False)]
    waiting = read_clock(asked_wednesday, 10, on(20), weekdays)
    assert (waiting.used, waiting.left, waiting.runs, waiting.expected_on) == (2, 8, False, None)
    answered = read_clock([*asked_wednesday, Turn(on(20), True)], 10, on(20), weekdays)
    assert (answered.used, answered.expected_on) == (2, on(30))


def test_a_question_that_is_answered_the_same_day_costs_nothing() -> None:
    turns = [Turn(MONDAY, True), Turn(on(1), False), Turn(on(1), True)]
    assert read_clock(turns, 10, on(1), weekdays) == read_clock([Turn(MONDAY, True)], 10, on(1), weekdays)


def test_a_calendar_without_working_days_names_no_day() -> None:
    assert read_clock([Turn(MONDAY, True)], 1, on(9), lambda day: False).expected_on is None


turns_of_a_case = st.lists(st.tuples(st.integers(0, 40), st.booleans()), max_size=8).map(
    lambda later: [Turn(MONDAY, True), *(Turn(on(day), runs) for day, runs in sorted(later, key=lambda each: each[0]))]
)


def walked(turns: list[Turn], allowed: int, today: date, off: set[date]) -> tuple[int, date | None]:
    """Days used and the day to expect, by a diary: each morning it is written down whether the clock ran overnight."""
    used, last, day = 0, None, MONDAY
    while day < today + timedelta(days=400):
        day += timedelta(days=1)
        overnight = [turn.runs for turn in turns if turn.day < day][-1]
        if day > today:
            overnight = turns[-1].runs
        if overnight and weekdays(day) and day not in off:
            used += day <= today
            allowed -= 1
            if allowed == 0:
                last = day
    return used, last


@given(turns_of_a_case, st.integers(1, 15), st.integers(0, 60), st.sets(st.integers(0, 90), max_size=20))
def test_the_clock_agrees_with_a_diary_kept_day_by_day(
    turns: list[Turn], allowed: int, passed: int, off_days: set[int]
) -> None:
    today, off = max(on(passed), turns[-1].day), {on(day) for day in off_days}
    reading = read_clock(turns, allowed, today, lambda day: weekdays(day) and day not in off)
    assert (reading.used, reading.expected_on) == walked(turns, allowed, today, off)


@pytest.fixture
def people(bb: Any, in_force: Any) -> dict[str, Any]:
    table = licence_table()
    table["stages"]["examining"] = stage("Being examined", people=["ma_officer"], working_days=5)
    in_force(Workflow.model_validate(table))
    return {
        "tessa": person(role="trader", name="Tessa Trader"),
        "olive": person(role="ma_officer", name="Olive Officer"),
        "oscar": person(role="ma_officer", name="Oscar Officer"),
        "ada": person(role="party_administrator", name="Ada Administrator"),
    }


def lodged(people: dict[str, Any]) -> Case:
    case = open_case(reference="LIC-1", workflow="LIC", actor=people["tessa"])
    do("lodge", people["tessa"])
    note_lodged(case)
    return Case.objects.get()


def do(verb: str, actor: Any) -> None:
    version = Case.objects.get(reference="LIC-1").version
    perform(case_reference="LIC-1", verb=verb, actor=actor, version=version, key=None)


def reading_at(moment: datetime) -> Any:
    with clock.frozen(moment):
        now = CaseNow(Case.objects.get())
        return clock_of(now.case, now.workflow, history(now.case), 10, calendar_in_use())


@pytest.fixture
def lodged_on_monday(people: Any) -> Any:
    with clock.frozen(NOON):
        lodged(people)
    return people


def test_the_clock_stands_still_while_a_case_waits_for_somebody_outside(lodged_on_monday: Any) -> None:
    with clock.frozen(NOON + timedelta(days=1)):
        do("examine", lodged_on_monday["olive"])
        do("grant", lodged_on_monday["oscar"])
    reading = reading_at(NOON + timedelta(days=8))
    assert (reading.used, reading.runs, reading.expected_on) == (1, False, None)


def test_midnight_is_where_the_party_is(lodged_on_monday: Any) -> None:
    assert reading_at(datetime(2026, 6, 2, 3, 59, tzinfo=UTC)).used == 0
    assert reading_at(datetime(2026, 6, 2, 4, 1, tzinfo=UTC)).used == 1


def test_a_cyclone_puts_every_date_off_as_soon_as_it_is_declared(lodged_on_monday: Any) -> None:
    with clock.frozen(NOON + timedelta(days=2)):
        declare_closure(first_day=on(2), last_day=on(4), reason="Cyclone", by=lodged_on_monday["ada"])
        assert reckon_anew() == 1
    assert Case.objects.get().due_on == on(10)
    reading = reading_at(NOON + timedelta(days=4))
    assert (reading.used, reading.expected_on) == (1, on(17))


def test_while_nobody_knows_the_end_each_day_puts_it_off_by_one(lodged_on_monday: Any) -> None:
    with clock.frozen(NOON + timedelta(days=1)):
        closure = declare_closure(first_day=on(1), last_day=None, reason="Cyclone", by=lodged_on_monday["ada"])
        reckon_anew()
        assert Case.objects.get().due_on == on(8)
        assert reckon_anew() == 0
    with clock.frozen(NOON + timedelta(days=3)):
        assert reckon_anew() == 1
        assert Case.objects.get().due_on == on(10)
        end_closure(pk=closure.pk, last_day=on(2), by=lodged_on_monday["ada"])
        assert reckon_anew() == 1
    assert Case.objects.get().due_on == on(9)


def test_a_closure_that_is_withdrawn_never_was(lodged_on_monday: Any) -> None:
    before = Case.objects.get().due_on
    with clock.frozen(NOON):
        closure = declare_closure(first_day=on(1), last_day=on(3), reason="Cyclone", by=lodged_on_monday["ada"])
        reckon_anew()
        for _twice in range(2):
            withdraw_closure(pk=closure.pk, by=lodged_on_monday["ada"])
        reckon_anew()
    assert Case.objects.get().due_on == before
    assert list(closures()) == []
    verbs = AuditEntry.objects.filter(verb__startswith="closure.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["closure.declared", "closure.withdrawn"]


def test_a_closure_does_not_end_before_it_began(people: Any) -> None:
    with pytest.raises(EndsBeforeItBegan):
        declare_closure(first_day=on(3), last_day=on(2), reason="Cyclone", by=people["ada"])
    closure = declare_closure(first_day=on(3), last_day=None, reason="Cyclone", by=people["ada"])
    with pytest.raises(EndsBeforeItBegan):
        end_closure(pk=closure.pk, last_day=on(2), by=people["ada"])


def test_a_year_that_was_typed_wrongly_stops_no_clock(people: Any) -> None:
    def declare(first: int, last: int | None) -> Any:
        last_day = None if last is None else ahead(last)
        return declare_closure(first_day=ahead(first), last_day=last_day, reason="Cyclone", by=people["ada"])

    with pytest.raises(ClosureTooLong):
        declare(0, MOST_DAYS)
    with pytest.raises(ClosureTooFar):
        declare(MOST_DAYS + 1, None)
    closure = declare(MOST_DAYS, 2 * MOST_DAYS - 1)
    with pytest.raises(ClosureTooLong):
        end_closure(pk=closure.pk, last_day=ahead(2 * MOST_DAYS), by=people["ada"])


def ahead(days: int) -> date:
    return today() + timedelta(days=days)
