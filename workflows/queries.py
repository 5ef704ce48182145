"""Reading cases: one case, its history, and what a person may do to it next."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext

from kernel.reasons import Reason
from kernel.text import gettext_noop
from tenants.releases.queries import release, release_in_force
from workflows.definition import Move, Stage, Workflow, WorkflowFile
from workflows.errors import UnknownCase, UnknownWorkflow
from workflows.guards import guards
from workflows.models import Case, CaseMessage, CaseStep, Duty, DutyKind
from workflows.people import Actor, is_applicant
from workflows.verbs import Action, actions


@dataclass(frozen=True, slots=True)
class Offer:
    """An action that a person's roles allow at this stage, and what speaks against it, if anything."""

    action: Action
    move: Move
    reasons: list[Reason]

    @property
    def is_open(self) -> bool:
        """Tell whether the person may do it now."""
        return not self.reasons

    @property
    def label(self) -> str | Promise:
        """Return the workflow's own words for the action, else the action's."""
        return self.move.label.in_language(get_language() or "en") or self.action.label


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
    """Return the open cases at a stage that the workflow of their own release leaves by ``verb``, by whatever name."""
    open_cases = Case.objects.filter(closed_at=None)
    there = Q(pk__in=[])
    for number, document_type, stage in open_cases.values_list("release_number", "workflow", "stage").distinct():
        moves = _workflow(release(number).part("workflow"), document_type).moves_from(stage)
        if any(move.verb == verb for move in moves):
            there |= Q(release_number=number, workflow=document_type, stage=stage)
    return open_cases.filter(there)


def workflow_in_force(document_type: str) -> tuple[int, Workflow]:
    """Return the number of the release in force and its workflow; raise UnknownWorkflow."""
    current = release_in_force()
    return current.number, _workflow(current.part("workflow"), document_type)


def workflow_of(of: Case) -> Workflow:
    """Return the workflow of the release that the case pins."""
    return _workflow(release(of.release_number).part("workflow"), of.workflow)


def stage_of(of: Case) -> Stage:
    """Return the stage at which the case stands."""
    return workflow_of(of).stages[of.stage]


def _workflow(file: WorkflowFile, document_type: str) -> Workflow:
    found = file.find(document_type)
    if found is None:
        raise UnknownWorkflow(document_type)
    return found


def steps_open_to(of: Case, actor: Actor) -> list[Offer]:
    """Return what the actor's roles allow at this stage, in the order of the workflow file.

    Offers with reasons are shown to officers as not possible and why; what is for the applicant
    alone is not offered to anybody else.
    """
    moves = [move for move in workflow_of(of).moves_from(of.stage) if not move.automatic]
    offers = [_offer(of, actor, move) for move in moves if actor.has_role(*move.roles)]
    return [offer for offer in offers if not offer.action.for_applicant or is_applicant(of, actor)]


def _offer(of: Case, actor: Actor, move: Move) -> Offer:
    return Offer(actions.get(move.verb), move, reasons_against_step(of, actor, move))


def reasons_against_step(of: Case, actor: Actor | None, move: Move) -> list[Reason]:
    """Return why ``actor`` (None: an event) may not make ``move`` on the case now."""
    if wrong := list(_wrong_person(actor, move)):
        return wrong
    action = actions.get(move.verb)
    unmet = [reason for name in move.needs for reason in guards.get(name).reasons(of, actor)]
    return [*_not_theirs(of, actor, action), *_duty_taken(of, actor, action), *unmet, *action.may(of, actor)]


def reason_against_verb_here(of: Case, verb: str) -> Reason:
    """Return the reason that says that ``verb`` is not offered at the case's stage."""
    message = gettext_noop("This cannot be done while %(reference)s is at the stage “%(stage)s”")
    stage = stage_of(of).label.in_language(get_language() or "en")
    return Reason("wrong_stage", message, data={"reference": of.reference, "stage": stage, "verb": verb})


def _wrong_person(actor: Actor | None, move: Move) -> Iterable[Reason]:
    if actor is None and not move.automatic:
        yield Reason("needs_a_person", gettext_noop("This has to be done by a person"))
    elif actor is not None and move.automatic:
        yield Reason("automatic", gettext_noop("This happens by itself and is done by nobody"))
    elif actor is not None and not actor.has_role(*move.roles):
        yield Reason("wrong_role", gettext_noop("Your role does not allow this"), data={"roles": list(move.roles)})


def _not_theirs(of: Case, actor: Actor | None, action: Action) -> Iterable[Reason]:
    if action.for_applicant and actor is not None and not is_applicant(of, actor):
        yield Reason("not_the_applicant", gettext_noop("Only the applicant can do this"))
    if action.is_of_the_office and actor is not None and is_applicant(of, actor):
        yield Reason("own_application", gettext_noop("It is your own application, so somebody else has to do this"))


def _duty_taken(of: Case, actor: Actor | None, action: Action) -> Iterable[Reason]:
    if action.duty is None or actor is None:
        return
    taken = find_duty(of, actor)
    if taken is not None and taken != action.duty:
        yield reason_of_duty_conflict(taken, action.duty)


def find_duty(of: Case, person: Actor) -> str | None:
    """Return the duty that the person does on the case, or None."""
    return Duty.objects.filter(case=of, person_id=person.pk).values_list("duty", flat=True).first()


def reason_of_duty_conflict(taken: str | None, wanted: str) -> Reason:
    """Return the reason that says that one person may not do both duties on one case."""
    return Reason(
        "duty_conflict",
        gettext_noop(
            "You have done another duty on this case (%(taken)s), so somebody else has to do this one (%(wanted)s)"
        ),
        data={"taken": _duty_label(taken), "wanted": _duty_label(wanted)},
    )


def _duty_label(duty: str | None) -> str:
    return str(DutyKind(duty).label) if duty else "—"


def history(of: Case) -> QuerySet[CaseStep]:
    """Return the steps of the case with their people, oldest first."""
    return CaseStep.objects.filter(case=of).select_related("actor").order_by("version")


def messages(of: Case) -> QuerySet[CaseMessage]:
    """Return what was asked and answered, oldest first."""
    return CaseMessage.objects.filter(case=of).select_related("author")


def sentence_of(step: CaseStep) -> str:
    """Return the step as a sentence in the reader's language, for the history of the case."""
    actor = step.actor.full_name if step.actor else gettext("The system")
    if step.verb not in actions:
        return f"{actor}: {step.verb}"
    return str(actions.get(step.verb).history) % {**step.data, "actor": actor, "reason": step.reason}
