"""The clock of a case, read from what happened to it."""

from collections.abc import Iterable, Iterator

from workflows.calendars import Calendar
from workflows.clock import Reading, Turn, read_clock
from workflows.definition import StageKind, Workflow
from workflows.models import Case, CaseStep
from workflows.verbs import actions


def clock_of(case: Case, workflow: Workflow, steps: Iterable[CaseStep], allowed: int, calendar: Calendar) -> Reading:
    """Return what the clock of a case that was lodged says today, where it may take ``allowed`` working days.

    It runs from when the case was lodged until it is answered or closed, and stands still at the stages that wait for
    somebody outside the office. ``steps`` are all of the case, oldest first.
    """
    return read_clock(turns_of(case, workflow, steps, calendar), allowed, calendar.today, calendar.is_working_day)


def turns_of(case: Case, workflow: Workflow, steps: Iterable[CaseStep], calendar: Calendar) -> list[Turn]:
    """Return when the clock of a case that was lodged began to run, and when it stood still and ran on, in order."""
    return list(_turns(case, workflow, steps, calendar))


def is_answered(steps: Iterable[CaseStep]) -> bool:
    """Tell whether the applicant has what they asked for, or knows that they do not get it."""
    return any(step.verb in actions and actions.get(step.verb).is_answer for step in steps)


def _turns(case: Case, workflow: Workflow, steps: Iterable[CaseStep], calendar: Calendar) -> Iterator[Turn]:
    assert case.lodged_at is not None
    yield Turn(calendar.day_of(case.lodged_at), True)
    answered = False
    for step in steps:
        if step.at < case.lodged_at or not step.arrival:
            continue
        answered = answered or is_answered([step])
        yield Turn(calendar.day_of(step.at), not answered and _is_the_offices(workflow, step.arrival), step.arrival)


def _is_the_offices(workflow: Workflow, stage: str) -> bool:
    """Whether the office has to act at a stage; so it counts where only a release of before knew the stage."""
    return stage not in workflow.stages or workflow.stages[stage].kind is StageKind.OPEN
