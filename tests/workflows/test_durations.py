"""How long cases took, as the database reads it from all at once, beside the clock of each read from its steps."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kernel import clock
from tests.factories.accounts import person
from tests.factories.workflows import licence_table, stage
from tests.thorough import often
from workflows.calendars import calendar_in_use
from workflows.closures import declare_closure
from workflows.definition import Workflow
from workflows.durations import durations
from workflows.models import Case, CaseStep
from workflows.queries import CaseNow, history
from workflows.reading import clock_of
from workflows.verbs import Action, actions

MONDAY = datetime(2026, 6, 1, 16, tzinfo=UTC)  # noon in Bridgetown
STAGES = ("examining", "question", "payment", "granted")


class Answering(Action):
    """A step by which the applicant has an answer."""

    name, label, history, is_answer = "answer_it", "Answer", "%(actor)s answered", True


@pytest.fixture
def office(bb: Any, in_force: Any) -> Any:
    table = licence_table()
    table["stages"] |= {
        "examining": stage("Being examined", people=["ma_officer"]),
        "question": stage("Question asked", kind="waiting", people=["trader"]),
        "payment": stage("Awaiting payment", kind="waiting", people=["cashier"]),
    }
    in_force(Workflow.model_validate(table))
    with actions.temporarily(Answering()):
        yield person(role="party_administrator", name="Ada Administrator")


moments = st.integers(0, 24 * 80).map(lambda hours: MONDAY + timedelta(hours=hours))
ways = st.lists(st.tuples(st.integers(0, 24 * 12), st.sampled_from(STAGES), st.booleans()), max_size=7)
lives = st.lists(st.tuples(moments, ways), min_size=1, max_size=6)


def lived(number: int, lodged: datetime, way: Any, actor: Any) -> Case:
    """A case with these steps: hours after the one before, the stage to which it leads, whether that is the answer."""
    case = Case.objects.create(
        reference=f"LIC-{number}", workflow="LIC", release_number=1, stage="examining", stage_since=lodged,
        opened_by=actor, opened_at=lodged, lodged_at=lodged,
    )  # fmt: skip
    at = lodged
    for version, (hours, to, answers) in enumerate(way, 2):
        at += timedelta(hours=hours)
        verb = "answer_it" if answers else "go_on"
        CaseStep.objects.create(case=case, verb=verb, to_stage=to, version=version, at=at, actor=actor)
    return case


def by_the_clock(case: Case, calendar: Any) -> tuple[date, int, int] | None:
    """Month, working days and days, from the clock of this one case on the day of its answer."""
    steps = list(history(case))
    answer = next((step for step in steps if step.verb == "answer_it"), None)
    if answer is None or case.lodged_at is None:
        return None
    told = [step for step in steps if step.version <= answer.version]
    reading = clock_of(case, CaseNow(case).workflow, told, 10, calendar)
    day = calendar.day_of(answer.at)
    return day.replace(day=1), reading.used, (day - calendar.day_of(case.lodged_at)).days


@settings(max_examples=often(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lives, st.sets(st.integers(0, 100), max_size=3))
def test_all_cases_at_once_take_as_long_as_each_by_its_own_clock(office: Any, cases: Any, closed: set[int]) -> None:
    with forgotten():
        compare(office, cases, closed)


@contextmanager
def forgotten() -> Iterator[None]:
    """What happens inside is as if it had never been: steps are kept for good and cannot be deleted."""
    before = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(before)


def compare(office: Any, cases: Any, closed: set[int]) -> None:
    for day in closed:
        first = (MONDAY + timedelta(days=day)).date()
        declare_closure(first_day=first, last_day=first + timedelta(days=1), reason="Cyclone", by=office)
    lived_cases = [lived(number, lodged, way, office) for number, (lodged, way) in enumerate(cases)]
    with clock.frozen(MONDAY + timedelta(days=400)):
        calendar = calendar_in_use()
        each = Counter(filter(None, (by_the_clock(case, calendar) for case in lived_cases)))
        found = durations(date(2026, 6, 1), date(2027, 5, 31), calendar)
    together = Counter({(took.month, took.working_days, took.days): took.cases for took in found})
    assert together == each


def test_only_the_months_that_are_asked_for_are_read(office: Any) -> None:
    lived(1, MONDAY, [(24, "granted", True)], office)
    lived(2, MONDAY, [(24 * 40, "granted", True)], office)
    calendar = calendar_in_use()
    assert [took.days for took in durations(date(2026, 6, 1), date(2026, 6, 30), calendar)] == [1]
    assert [took.days for took in durations(date(2026, 7, 1), date(2026, 7, 31), calendar)] == [40]
    assert durations(date(2026, 8, 1), date(2026, 8, 31), calendar) == []


def test_a_case_has_one_answer_the_first(office: Any) -> None:
    lived(1, MONDAY, [(24, "granted", True), (24 * 40, "granted", True)], office)
    assert durations(date(2026, 7, 1), date(2026, 7, 31), calendar_in_use()) == []


def test_two_queries_are_enough_for_any_number_of_cases(office: Any, django_assert_num_queries: Any) -> None:
    for number in range(5):
        lived(number, MONDAY, [(24, "question", False), (24, "granted", True)], office)
    calendar = calendar_in_use()
    durations(date(2026, 6, 1), date(2026, 6, 30), calendar)
    with django_assert_num_queries(2):
        assert sum(took.cases for took in durations(date(2026, 6, 1), date(2026, 6, 30), calendar)) == 5
