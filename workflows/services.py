"""Writing cases: open one, and perform an action on it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction

from kernel.clock import now
from tenants.audit.services import record
from workflows.definition import Move, StageKind
from workflows.errors import ActionRefused, DutyConflict, StaleCase, UnknownCase
from workflows.models import Case, CaseMessage, CaseStep, Duty, MessageKind
from workflows.people import Actor
from workflows.queries import (
    find_duty,
    reason_against_verb_here,
    reason_of_duty_conflict,
    reasons_against_step,
    workflow_in_force,
    workflow_of,
)
from workflows.signals import case_step_taken
from workflows.verbs import Action, actions


@transaction.atomic
def open_case(*, reference: str, workflow: str, actor: Any) -> Case:
    """Open a case at the first stage of the workflow in force for that document type.

    The release is pinned: the case keeps its workflow whatever is published later. Raises
    UnknownWorkflow when the release in force has none of that key.
    """
    number, definition = workflow_in_force(workflow)
    at = now()
    case = Case.objects.create(
        reference=reference,
        workflow=workflow,
        release_number=number,
        stage=definition.first,
        stage_since=at,
        opened_by=actor,
        opened_at=at,
    )
    record("case.opened", subject=subject_of(case), actor=actor, data={"workflow": workflow, "release": number})
    return case


def perform(
    *,
    case_reference: str,
    verb: str,
    actor: Any,
    data: Mapping[str, Any] | None = None,
    version: int | None,
    key: str | None,
) -> CaseStep:
    """Do ``verb`` to the case and move it on: all in one transaction, with the case locked.

    ``version`` is what the person was looking at; ``key`` is one request's own word, and the
    same person sending it again gets the first step back and changes nothing. ``actor`` None means an event,
    which may do only what the workflow calls automatic; events have no page, so their
    ``version`` may be None.

    Raises UnknownCase, StaleCase, DutyConflict, ActionRefused (with reasons), and whatever the
    action itself raises; then nothing at all has changed.
    """
    with transaction.atomic():
        case = _lock(case_reference)
        first = _step_made_with(case, key, verb, actor)
        if first is not None:
            return first
        _refuse_stale(case, version, actor)
        move = _move_allowed(case, verb, actor)
        action = actions.get(verb)
        _take_duty(case, actor, action)
        action.do(case, actor, data or {})
        return _take_step(case, move, actor, data or {}, key)


def perform_automatic(*, case_reference: str, verb: str, data: Mapping[str, Any] | None = None, key: str) -> CaseStep:
    """Do an automatic ``verb`` because of an event; ``key`` names the event, so twice is once."""
    return perform(case_reference=case_reference, verb=verb, actor=None, data=data, version=None, key=key)


def add_message(*, case: Case, kind: MessageKind, author: Any, text: str) -> CaseMessage:
    """Keep a question or an answer with the case."""
    return CaseMessage.objects.create(case=case, kind=kind, author=author, text=text, sent_at=now())


def subject_of(case: Case) -> str:
    """Return the case's name in the audit trail."""
    return f"case:{case.reference}"


def _lock(reference: str) -> Case:
    try:
        return Case.objects.select_for_update().get(reference=reference)
    except Case.DoesNotExist:
        raise UnknownCase(reference) from None


def _step_made_with(case: Case, key: str | None, verb: str, actor: Actor | None) -> CaseStep | None:
    if key is None:
        return None
    step = CaseStep.objects.filter(case=case, key=key).first()
    if step is not None and (step.verb, step.actor_id) != (verb, actor.pk if actor else None):
        raise StaleCase(case.reference)
    return step


def _refuse_stale(case: Case, version: int | None, actor: Actor | None) -> None:
    if version != case.version and not (version is None and actor is None):
        raise StaleCase(case.reference)


def _move_allowed(case: Case, verb: str, actor: Actor | None) -> Move:
    move = workflow_of(case).find_move(verb, case.stage)
    if move is None:
        raise ActionRefused([reason_against_verb_here(case, verb)])
    if reasons := reasons_against_step(case, actor, move):
        only_duties = all(reason.code == "duty_conflict" for reason in reasons)
        raise DutyConflict(reasons) if only_duties else ActionRefused(reasons)
    return move


def _take_duty(case: Case, actor: Any, action: Action) -> None:
    """Write down the duty; what the queries did not see, the database's own constraint refuses."""
    if action.duty is None or actor is None or find_duty(case, actor) == action.duty:
        return
    try:
        with transaction.atomic():
            Duty.objects.create(case=case, person=actor, duty=action.duty, taken_at=now())
    except IntegrityError:
        raise DutyConflict([reason_of_duty_conflict(find_duty(case, actor), action.duty)]) from None


def _take_step(case: Case, move: Move, actor: Any, data: Mapping[str, Any], key: str | None) -> CaseStep:
    action = actions.get(move.verb)
    origin = case.stage
    _advance(case, move)
    step = CaseStep.objects.create(
        case=case,
        verb=move.verb,
        actor=actor,
        from_stage=origin,
        to_stage=move.target,
        version=case.version,
        at=case.stage_since,
        reason=str(data.get("reason") or ""),
        data=action.facts(data),
        key=key,
    )
    told = {"from": origin, "to": move.target, **step.data}
    record(f"case.{move.verb}", subject=subject_of(case), actor=actor, data=told)
    transaction.on_commit(partial(_tell, step, case), robust=True)
    return step


def _advance(case: Case, move: Move) -> None:
    case.stage = move.target
    case.stage_since = now()
    case.version += 1
    if workflow_of(case).stages[move.target].kind is StageKind.FINAL:
        case.closed_at = case.stage_since
    case.save(update_fields=["stage", "stage_since", "version", "closed_at"])


def _tell(step: CaseStep, case: Case) -> None:
    case_step_taken.send(sender=CaseStep, step=step, case=case)
