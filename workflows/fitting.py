"""Whether an open case would fit into a newer release, and what would be different for it there."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language

from kernel.reasons import Reason
from kernel.text import gettext_noop
from workflows.checking.remaining import reasons_on_remaining_ways
from workflows.definition import Stage, Workflow
from workflows.errors import UnknownWorkflow
from workflows.models import Case
from workflows.places import Place, after
from workflows.queries import CaseNow, pinned_workflow
from workflows.steps import MOST_AT_ONCE, way_at_once


@dataclass(frozen=True, slots=True)
class Fit:
    """What would happen to a case: where it would stand, what changes, and what speaks against it, if anything."""

    reference: str
    before: int
    after: int
    place: Place | None
    changes: tuple[Reason, ...] = ()
    obstacles: tuple[Reason, ...] = ()

    @property
    def fits(self) -> bool:
        """Tell whether the case can be moved."""
        return not self.obstacles


def fit_of(case: Case, number: int) -> Fit:
    """Return how the case would fit into release ``number``; raise NoRelease when there is none."""
    try:
        new = pinned_workflow(number, case.workflow)
    except UnknownWorkflow as error:
        return _stays(case, number, Reason(error.code, error.message, data=error.data))
    now, then = CaseNow(case), CaseNow(case, new)
    if obstacle := _obstacle(now, number, new):
        return _stays(case, number, obstacle)
    place = Place(case.stage, tuple(_branches(now, then)))
    return Fit(
        reference=case.reference,
        before=case.release_number,
        after=number,
        place=place,
        changes=tuple(_changes(now, then, place)),
        obstacles=tuple(reasons_on_remaining_ways(case, now.workflow, then, place)),
    )


def _stays(case: Case, number: int, obstacle: Reason) -> Fit:
    return Fit(case.reference, case.release_number, number, None, obstacles=(obstacle,))


def _obstacle(now: CaseNow, number: int, new: Workflow) -> Reason | None:
    case = now.case
    if number <= case.release_number:
        message = gettext_noop("It follows release %(number)s or a newer one already")
        return Reason("not_newer", message, data={"number": number})
    if case.closed_at is not None:
        return Reason("case_closed", gettext_noop("It is closed"))
    if case.stage not in new.stages:
        return Reason("stage_missing", gettext_noop("There is no stage “%(stage)s”"), data={"stage": _stage(now)})
    return next(_branches_missing(now, new.stages[case.stage]), None)


def _branches_missing(now: CaseNow, stage: Stage) -> Iterator[Reason]:
    """Branches in which the case stands and that are not there, or not with that stage."""
    spoken = get_language() or "en"
    for name, at in now.place.branches:
        if name not in stage.branches or at not in stage.branches[name].stages:
            message = gettext_noop("At the stage “%(stage)s” there is no branch “%(branch)s” with its stage “%(at)s”")
            branch = now.workflow.stages[now.case.stage].branches[name]
            labels = {"branch": branch.label.in_language(spoken), "at": branch.stages[at].label.in_language(spoken)}
            yield Reason("branch_missing", message, data={"stage": _stage(now), **labels})


def _branches(now: CaseNow, then: CaseNow) -> Iterator[tuple[str, str]]:
    """Branches that are open stay where they are; what the newer release opens besides begins."""
    stands = dict(now.place.branches)
    for name, branch in then.workflow.stages[now.case.stage].branches.items():
        if name in stands or then.holds(branch):
            yield name, stands.get(name, branch.first)


def _changes(now: CaseNow, then: CaseNow, place: Place) -> Iterator[Reason]:
    new, stands, spoken = then.workflow, dict(now.place.branches), get_language() or "en"
    for name, _at in place.branches:
        if name not in stands:
            label = new.stages[place.stage].branches[name].label.in_language(spoken)
            yield Reason("branch_opened", gettext_noop("“%(branch)s” begins"), data={"branch": label})
    label = new.stages[place.stage].label.in_language(spoken)
    if label != _stage(now):
        yield Reason("stage_renamed", gettext_noop("Its stage is called “%(stage)s”"), data={"stage": label})
    if (end := _goes_on(then, place)) != place:
        label = new.stages[end.stage].label.in_language(spoken)
        yield Reason("goes_on", gettext_noop("It goes on at once to “%(stage)s”"), data={"stage": label})


def _goes_on(then: CaseNow, place: Place) -> Place:
    """Where the case comes to by what it does at once there."""
    for _each in range(MOST_AT_ONCE):
        way = way_at_once(then, place)
        if way is None:
            break
        place = after(then.workflow, place, way, then.holds)
    return place


def _stage(now: CaseNow) -> str:
    return now.workflow.stages[now.case.stage].label.in_language(get_language() or "en")
