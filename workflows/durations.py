"""How long the cases took that were answered in some months: read from their steps by the database, counted alike."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from typing import Any, Final

from django.db import connection
from django.db.models import Min, Q

from tenants.profiles.schema import Profile
from workflows.calendars import Calendar
from workflows.definition import StageKind
from workflows.models import Case, CaseStep
from workflows.queries import pinned_workflow
from workflows.verbs import actions

ARRIVES: Final = Q(branch="") | ~Q(joined="")


@dataclass(frozen=True, slots=True)
class Took:
    """So many cases of one workflow of one release that were answered in one month after as many days.

    ``working_days`` are those that the clock counts, ``days`` all from the day of lodging; ``month`` is its first day.
    """

    month: date
    workflow: str
    release_number: int
    working_days: int
    days: int
    cases: int


def answering_verbs() -> list[str]:
    """Return the actions by which an applicant has what they asked for, or knows that they do not get it."""
    return sorted(action.name for action in actions if action.is_answer)


def month_bounds(profile: Profile, first: date, last: date) -> tuple[datetime, datetime]:
    """Return the moment at which the day ``first`` begins where the Party is, and the one at which ``last`` is over."""
    ends = last + timedelta(days=1)
    return datetime.combine(first, time(), profile.zone), datetime.combine(ends, time(), profile.zone)


def durations(first: date, last: date, calendar: Calendar) -> list[Took]:
    """Return how long the cases took whose first answer came from ``first`` to ``last``, both included.

    The same days as ``workflows.reading`` reads from one case: two queries, however many cases there are.
    """
    since, until = month_bounds(calendar.profile, first, last)
    answers = CaseStep.objects.filter(ARRIVES, verb__in=answering_verbs(), at__gte=since, at__lt=until)
    answered = Case.objects.filter(pk__in=answers.order_by().values("case"), lodged_at__isnull=False).order_by()
    kinds = list(answered.values_list("release_number", "workflow").annotate(Min("lodged_at")))
    if not kinds:
        return []
    begins = calendar.day_of(min(lodged for _number, _workflow, lodged in kinds))
    told: dict[str, Any] = {
        "zone": calendar.profile.time_zone,
        "since": since,
        "until": until,
        "answers": answering_verbs(),
        "waiting": list(_waiting((number, workflow) for number, workflow, _lodged in kinds)),
        "begins": begins,
        "worked": _worked(begins, last, calendar),
    }
    with connection.cursor() as cursor:
        cursor.execute(_DURATIONS, told)
        return [Took(*row) for row in cursor.fetchall()]


def _waiting(kinds: Iterable[tuple[int, str]]) -> Iterator[str]:
    """The stages at which the clock stands still, as ``release workflow stage``."""
    for number, name in kinds:
        for key, stage in pinned_workflow(number, name).stages.items():
            if stage.kind is not StageKind.OPEN:
                yield f"{number} {name} {key}"


def _worked(first: date, last: date, calendar: Calendar) -> Sequence[int]:
    """How many working days there are until each day from ``first`` to ``last``."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return list(accumulate(int(calendar.is_working_day(day)) for day in days))


# A case has a turn on the day of lodging and on each on which it comes to a stage of its own; between two of them the
# clock uses the working days, or stands still. The answer is the last turn.
_DURATIONS: Final[Any] = """
WITH answered AS (
    SELECT matter.id, matter.release_number, matter.workflow, matter.lodged_at, answer.version,
        (matter.lodged_at AT TIME ZONE %(zone)s)::date AS lodged_on,
        (answer.at AT TIME ZONE %(zone)s)::date AS answered_on
    FROM (
        SELECT case_id, min(version) AS version, min(at) AS at FROM workflows_casestep
        WHERE verb = ANY(%(answers)s) AND at >= %(since)s AND at < %(until)s AND (branch = '' OR joined <> '')
        GROUP BY case_id
    ) answer JOIN workflows_case matter ON matter.id = answer.case_id
    WHERE matter.lodged_at IS NOT NULL
), turns AS (
    SELECT id, 0 AS version, lodged_on AS day, true AS runs, false AS is_earlier_answer FROM answered
    UNION ALL
    SELECT answered.id, step.version, (step.at AT TIME ZONE %(zone)s)::date,
        step.version < answered.version AND
            release_number || ' ' || workflow || ' ' || coalesce(nullif(step.joined, ''), step.to_stage)
            <> ALL(%(waiting)s),
        step.version < answered.version AND step.verb = ANY(%(answers)s)
    FROM answered JOIN workflows_casestep step ON step.case_id = answered.id
    WHERE step.version <= answered.version AND step.at >= answered.lodged_at AND (step.branch = '' OR step.joined <> '')
), spans AS (
    SELECT id, runs, day, is_earlier_answer, lead(day) OVER (PARTITION BY id ORDER BY version) AS ends FROM turns
), used AS (
    SELECT id, coalesce(sum(
        (%(worked)s::int[])[ends - %(begins)s::date + 1] - (%(worked)s::int[])[day - %(begins)s::date + 1]
    ) FILTER (WHERE runs AND ends > day), 0)::int AS working_days
    FROM spans GROUP BY id HAVING NOT bool_or(is_earlier_answer)
)
SELECT date_trunc('month', answered_on)::date, workflow, release_number, working_days, answered_on - lodged_on, count(*)
FROM answered JOIN used USING (id) GROUP BY 1, 2, 3, 4, 5
"""
