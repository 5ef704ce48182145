"""What would have happened to the last cases of a Party under the process of a draft."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cites.administration.forms.keys import Parts
from cites.administration.queries.processes import process_of
from kernel.registry import UnknownEntry
from workflows.conditions import facts_for, holds
from workflows.definition import Workflow
from workflows.drawing.words import called_in, label_of, label_of_move
from workflows.models import Case, CaseStep
from workflows.moving import MOVED
from workflows.queries import workflow_of
from workflows.trial import Awaited, Outcome, Taken, Trial, counted, tried
from workflows.verbs import actions

MOST = 100


@dataclass(frozen=True, slots=True)
class CaseTried:
    """One case and what would have become of it, in words."""

    reference: str
    outcome: Outcome
    sentence: str


@dataclass(frozen=True, slots=True)
class TrialShown:
    """The outcome of each case, the newest first, and how many there are of each."""

    cases: tuple[CaseTried, ...]
    counts: dict[Outcome, int]


def trial_shown(parts: Parts, code: str) -> TrialShown | None:
    """Return what would have become of the last cases that were sent; None where the process is too unfinished."""
    workflow = process_of(parts, code)
    if workflow is None or workflow.stages_unknown():
        return None
    try:
        trials = [(case, _tried(workflow, case)) for case in _last_cases(code)]
    except (RecursionError, UnknownEntry):  # stages that join in a circle, a fact that there is not
        return None
    shown = tuple(CaseTried(case.reference, each.outcome, _sentence(workflow, case, each)) for case, each in trials)
    return TrialShown(shown, counted(trial for _case, trial in trials))


def _last_cases(code: str) -> Iterator[Case]:
    """The cases of that type of which anything was done, the newest first."""
    sent = Case.objects.filter(workflow=code, pk__in=CaseStep.objects.values("case_id"))
    yield from sent.prefetch_related("steps", "branches").order_by("-opened_at", "-pk")[:MOST]


def _tried(workflow: Workflow, case: Case) -> Trial:
    own = workflow_of(case)
    by_itself = {move.verb for move in own.moves.values() if move.at_once}
    # That a case was moved to another release is no step of its process.
    steps = sorted((step for step in case.steps.all() if step.verb != MOVED), key=lambda step: step.version)
    taken = [Taken(step.verb, at_once=step.actor_id is None and step.verb in by_itself) for step in steps]
    facts = facts_for(case, workflow)
    closed = case.closed_at is not None
    return tried(workflow, taken, lambda each: holds(each, facts), stage=case.stage, closed=closed)


def _sentence(workflow: Workflow, case: Case, trial: Trial) -> str:
    """What would have been otherwise, in one sentence."""
    waits = ", ".join(dict.fromkeys(_awaited(workflow, each) for each in trial.awaited))
    lacking = ", ".join(dict.fromkeys(map(_done, trial.lacking)))
    if trial.outcome is Outcome.WAITS:
        return _("It would also have waited for: %(things)s") % {"things": waits}
    if trial.outcome is Outcome.SHORTER:
        return _("It would have got there without: %(steps)s") % {"steps": lacking}
    if trial.outcome is Outcome.MISSING:
        facts = {"steps": lacking, "stage": called_in(workflow, trial.place.stage)}
        return _("There is no such step: %(steps)s. It would stand at “%(stage)s”") % facts
    return _("The same way")


def _awaited(workflow: Workflow, awaited: Awaited) -> str:
    if awaited.way is not None:
        return label_of_move(awaited.way.key, awaited.way.move)
    if awaited.branch:
        return label_of(workflow.stages[awaited.stage].branches[awaited.branch], awaited.branch)
    return called_in(workflow, awaited.stage)


def _done(verb: str) -> str:
    return str(actions.get(verb).label) if verb in actions else verb.replace("_", " ")
