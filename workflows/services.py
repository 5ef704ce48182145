"""Writing cases: open one, and perform an action on it."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.db import transaction

from kernel.clock import now as this_moment
from tenants.attachments.content import Read
from tenants.audit.services import record
from workflows.attaching import attach_files
from workflows.calendars import calendar_in_use
from workflows.due import reckon_due, stays_of
from workflows.errors import StaleCase, UnknownCase
from workflows.models import Case, CaseMessage, CaseStep, MessageKind
from workflows.news import write_news_of_steps
from workflows.offers import way_allowed
from workflows.papers import ask_for_papers
from workflows.people import Actor
from workflows.places import start_of
from workflows.queries import CaseNow, workflow_in_force
from workflows.signals import case_step_taken
from workflows.steps import Taken, stand_at, take_step


@transaction.atomic
def open_case(*, reference: str, workflow: str, actor: Any, applicant: Any = None) -> Case:
    """Open a case where the workflow in force for that document type begins.

    ``applicant`` is whose case it is, where ``actor`` opens it for somebody else. The release is pinned: the case keeps
    its workflow whatever is published later. Raises UnknownWorkflow when the release in force has none of that key.
    """
    number, definition = workflow_in_force(workflow)
    at = this_moment()
    case = Case.objects.create(
        reference=reference,
        workflow=workflow,
        release_number=number,
        stage=definition.first,
        stage_since=at,
        opened_by=applicant or actor,
        opened_at=at,
    )
    stand_at(case, start_of(definition, CaseNow(case, definition).holds), at)
    reckon_due(case, stays_of(CaseNow(case, definition)), calendar_in_use())
    case.save(update_fields=["stage", "due_on", "due_reckoned_with"])
    record("case.opened", subject=case.subject, actor=actor, data={"workflow": workflow, "release": number})
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

    What the workflow lets the case do at once follows in the same transaction; the step of ``verb`` itself is
    returned. ``version`` is what the person was looking at: what was done since then in another branch does not
    stand in their way. ``key`` is one request's own word, and the same person sending it again gets the first step
    back and changes nothing; with another reason it is stale, so that no words are lost unseen. ``actor`` None means
    an event, which may do only what the workflow calls automatic; events have no page, so their ``version`` may be
    None.

    Raises UnknownCase, StaleCase, DutyConflict, ActionRefused (with reasons), EndlessCase, and whatever the
    action itself raises; then nothing at all has changed.
    """
    with transaction.atomic():
        case = lock_case(case_reference)
        first = step_made_with(case, key, verb, actor)
        if first is not None:
            _refuse_other_words(first, data or {})
            return first
        now = CaseNow(case)
        _refuse_stale(now, verb, version, actor)
        taken = take_step(now, way_allowed(now, verb, actor), actor=actor, data=data or {}, key=key)
        tell_of_steps(now, taken)
        return taken[0].step


def perform_automatic(*, case_reference: str, verb: str, data: Mapping[str, Any] | None = None, key: str) -> CaseStep:
    """Do an automatic ``verb`` because of an event; ``key`` names the event, so twice is once."""
    return perform(case_reference=case_reference, verb=verb, actor=None, data=data, version=None, key=key)


def note_lodged(case: Case) -> None:
    """Note that the applicant has sent the case in; what was sent in before stays as it was."""
    Case.objects.filter(pk=case.pk, lodged_at=None).update(lodged_at=this_moment())
    case.refresh_from_db(fields=["lodged_at"])


def add_message(*, case: Case, kind: MessageKind, author: Any, text: str, files: Iterable[Read] = ()) -> CaseMessage:
    """Keep a question or an answer with the case, and its files."""
    message = CaseMessage.objects.create(case=case, kind=kind, author=author, text=text, sent_at=this_moment())
    attach_files(case, files, by=author, message=message)
    return message


def lock_case(reference: str) -> Case:
    """Return the case, which nobody else can change until the transaction ends; raise UnknownCase."""
    try:
        return Case.objects.select_for_update().get(reference=reference)
    except Case.DoesNotExist:
        raise UnknownCase(reference) from None


def step_made_with(case: Case, key: str | None, verb: str, actor: Actor | None) -> CaseStep | None:
    """Return the step that was made with that key already, if any; raise StaleCase where it was another one."""
    if key is None:
        return None
    step = CaseStep.objects.filter(case=case, key=key).first()
    if step is not None and (step.verb, step.actor_id) != (verb, actor.pk if actor else None):
        raise StaleCase(case.reference)
    return step


def _refuse_other_words(first: CaseStep, data: Mapping[str, Any]) -> None:
    if str(data.get("reason") or "") != first.reason:
        raise StaleCase(first.case.reference)


def tell_of_steps(now: CaseNow, taken: list[Taken]) -> None:
    """Write down which papers the steps of this transaction call for and who is told; tell of them once committed."""
    for each in taken:
        ask_for_papers(now.case, each)
    write_news_of_steps(now.case, taken, CaseNow(now.case, now.workflow).standings)
    for each in taken:
        transaction.on_commit(partial(_tell, each.step, now.case), robust=True)


def _tell(step: CaseStep, case: Case) -> None:
    case_step_taken.send(sender=CaseStep, step=step, case=case)


def _refuse_stale(now: CaseNow, verb: str, version: int | None, actor: Actor | None) -> None:
    """Refuse whoever looked at the case as it no longer is."""
    if version == now.case.version or (version is None and actor is None):
        return
    if version is None or not _went_on_elsewhere(now, verb, version):
        raise StaleCase(now.case.reference)


def _went_on_elsewhere(now: CaseNow, verb: str, version: int) -> bool:
    """Whether all that was done since ``version`` was done in other branches than that of ``verb``."""
    branch = next((way.branch for way in now.ways if way.move.verb == verb), None)
    since = list(now.case.steps.filter(version__gt=version))
    return branch is not None and bool(since) and not any(step.arrival or step.branch == branch for step in since)
