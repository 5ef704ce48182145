"""Reading cases: one case, where it stands, which ways lead on from there, and its history."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tenants.releases.queries import release, release_in_force
from workflows.conditions import chosen, facts_for, holds
from workflows.definition import Conditional, Stage, Workflow, WorkflowFile
from workflows.errors import UnknownCase, UnknownWorkflow
from workflows.facts import FactsOfCase
from workflows.models import Case, CaseBranch, CaseMessage, CaseStep, Duty
from workflows.people import Actor
from workflows.places import Place, Standing, Way, standings, ways_from
from workflows.verbs import actions


def case(reference: str) -> Case:
    """Return the case; raise UnknownCase when there is none."""
    found = find_case(reference)
    if found is None:
        raise UnknownCase(reference)
    return found


def find_case(reference: str) -> Case | None:
    """Return the case with that reference, or None."""
    return Case.objects.select_related("opened_by").filter(reference=reference).first()


def cases_waiting_for(verb: str) -> QuerySet[Case]:
    """Return the open cases that the workflow of their own release leads on by ``verb``, whatever the stage's name.

    Conditions are not asked about.
    """
    open_cases = Case.objects.filter(closed_at=None)
    there = Q(pk__in=[])
    for number, document_type, stage in open_cases.values_list("release_number", "workflow", "stage").distinct():
        workflow = pinned_workflow(number, document_type)
        at = Q(release_number=number, workflow=document_type, stage=stage)
        if any(move.verb == verb for move in workflow.moves_from(stage)):
            there |= at
        for branch, inner in _left_inside(workflow.stages[stage], verb):
            there |= at & Q(pk__in=CaseBranch.objects.filter(branch=branch, stage=inner).values("case"))
    return open_cases.filter(there)


def _left_inside(stage: Stage, verb: str) -> set[tuple[str, str]]:
    """The branches of a stage, and the stages in them, that are left by ``verb``."""
    return {
        (name, origin)
        for name, branch in stage.branches.items()
        for move in branch.moves.values()
        for origin in move.origins
        if move.verb == verb
    }


def workflow_in_force(document_type: str) -> tuple[int, Workflow]:
    """Return the number of the release in force and its workflow; raise UnknownWorkflow."""
    current = release_in_force()
    return current.number, _workflow(current.part("workflow"), document_type)


def workflow_of(of: Case) -> Workflow:
    """Return the workflow of the release that the case pins."""
    return pinned_workflow(of.release_number, of.workflow)


def pinned_workflow(release_number: int, document_type: str) -> Workflow:
    """Return the workflow of that document type in that release; raise NoRelease or UnknownWorkflow."""
    return _workflow(release(release_number).part("workflow"), document_type)


def stage_of(of: Case) -> Stage:
    """Return the stage at which the case stands."""
    return workflow_of(of).stages[of.stage]


_BY_PEOPLE: Final[Mapping[str, str | Promise]] = {
    "move_release": _("%(actor)s moved the case from release %(from_release)s to release %(to_release)s"),
}
_BY_OPERATORS: Final[Mapping[str, str | Promise]] = {
    "move_release": _("The case was moved from release %(from_release)s to release %(to_release)s"),
}


class CaseNow:
    """A case as it is at this moment: its workflow, where it stands and the facts that count, each read once."""

    def __init__(self, case: Case, workflow: Workflow | None = None) -> None:
        self.case = case
        self.workflow = workflow or workflow_of(case)

    @cached_property
    def place(self) -> Place:
        """Where the case stands, in each of its branches too."""
        if not self.workflow.stages[self.case.stage].branches:
            return Place(self.case.stage)
        return Place(self.case.stage, tuple((row.branch, row.stage) for row in self.case.branches.all()))

    def since(self, branch: str | None) -> datetime:
        """Return since when the case stands at its stage, or at the one in a branch."""
        return self.case.stage_since if branch is None else self.case.branches.get(branch=branch).since

    @cached_property
    def standings(self) -> list[Standing]:
        """Every stage at which the case stands: its own, and those in branches that have not ended."""
        return list(standings(self.workflow, self.place))

    @cached_property
    def ways(self) -> list[Way]:
        """Every way that leads on from there, whatever its conditions."""
        return list(ways_from(self.workflow, self.place))

    @cached_property
    def verbs(self) -> frozenset[str]:
        """The verbs of these ways."""
        return frozenset(way.move.verb for way in self.ways)

    def holds(self, conditional: Conditional) -> bool:
        """Tell whether all that a move or branch asks for is true of the case."""
        return not conditional.is_conditional or holds(conditional, self._facts)

    def find_way(self, verb: str, *, by_event: bool = False) -> Way | None:
        """Return the way that ``verb`` leads: the first whose conditions hold, else the one without any, else None.

        What people do and what events do is told apart where a verb is both.
        """
        of_verb = [way for way in self.ways if way.move.verb == verb]
        fitting = [way for way in of_verb if way.move.automatic == by_event]
        return chosen(fitting or of_verb, verb, self.holds)

    @cached_property
    def _facts(self) -> FactsOfCase:
        return facts_for(self.case, self.workflow)


def _workflow(file: WorkflowFile, document_type: str) -> Workflow:
    found = file.find(document_type)
    if found is None:
        raise UnknownWorkflow(document_type)
    return found


def find_duty(of: Case, person: Actor) -> str | None:
    """Return the duty that the person does on the case, or None."""
    return Duty.objects.filter(case=of, person_id=person.pk).values_list("duty", flat=True).first()


def history(of: Case) -> QuerySet[CaseStep]:
    """Return the steps of the case with their people, oldest first."""
    return CaseStep.objects.filter(case=of).select_related("actor").order_by("version")


def messages(of: Case) -> QuerySet[CaseMessage]:
    """Return what was asked and answered, oldest first."""
    return CaseMessage.objects.filter(case=of).select_related("author").prefetch_related("attachments")


def sentence_of(step: CaseStep) -> str:
    """Return the step as a sentence in the reader's language, for the history of the case."""
    actor = step.actor.full_name if step.actor else gettext("The system")
    if step.verb in _BY_OPERATORS:
        words = _BY_PEOPLE if step.actor else _BY_OPERATORS
        return str(words[step.verb]) % {**step.data, "actor": actor}
    if step.verb not in actions:
        return f"{actor}: {step.verb}"
    return str(actions.get(step.verb).history_of(step.data)) % {**step.data, "actor": actor, "reason": step.reason}
