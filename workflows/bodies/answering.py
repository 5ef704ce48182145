"""What a body does: show its code, and answer once. It is nobody here, so the trail names it by a digest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from kernel.clock import now as this_moment
from tenants.attachments.content import Read
from tenants.audit.services import record
from workflows.attaching import attach_files
from workflows.bodies.queries import find_by_token, state_now
from workflows.bodies.rules import BodyState
from workflows.bodies.secrets import is_code
from workflows.errors import RequestNotOpen
from workflows.models import MOST_WRONG_CODES, BodyAnswer, BodyRequest
from workflows.signals import body_answered


@dataclass(frozen=True, slots=True)
class Knock:
    """What came of a code: the request that it opens; else None, with the state where the link itself is right."""

    request: BodyRequest | None = None
    state: BodyState | None = None


@transaction.atomic
def try_code(*, token: str, code: str) -> Knock:
    """Try a code with a link. Five wrong ones lock the request until the office makes a new code.

    A wrong link and a wrong code are told apart by nothing, and cost the same.
    """
    found = find_by_token(token)
    if found is None:
        is_code(None, code)
        return Knock()
    request = _held(found.pk)
    state = state_now(request)
    if state not in (BodyState.OPEN, BodyState.ANSWERED) or request.wrong_codes >= MOST_WRONG_CODES:
        return Knock(state=BodyState.LOCKED if state is BodyState.ANSWERED else state)
    if is_code(request, code):
        return Knock(request, state)
    request.wrong_codes += 1
    request.save(update_fields=["wrong_codes"])
    if request.wrong_codes == MOST_WRONG_CODES:
        record("body.locked", subject=request.case.subject, data={"request": request.pk})
    return Knock(state=state_now(request))


@transaction.atomic
def answer_request(*, request: int, text: str, files: Sequence[Read], key: str) -> BodyAnswer:
    """Keep the answer, and tell of it; the same ``key`` again returns it. Raises RequestNotOpen.

    Whoever calls has seen to it that the body showed its code.
    """
    held = _held(request)
    before = BodyAnswer.objects.filter(request=held).first()
    if before is not None and before.key == key:
        return before
    if before is not None or not state_now(held).is_waiting:
        raise RequestNotOpen(held.body)
    answer = BodyAnswer.objects.create(request=held, text=text, answered_at=this_moment(), key=key)
    kept = attach_files(held.case, files, answer=answer)
    personal: dict[str, Any] = {"body": held.body, "email": held.email}
    told = {"request": held.pk, "attachments": [each.sha256 for each in kept]}
    record("body.answered", subject=held.case.subject, data=told, personal=personal)
    body_answered.send(sender=BodyAnswer, answer=answer)
    return answer


def _held(request: int) -> BodyRequest:
    # Its answer is read after the lock, for what is joined in is as it was before the wait.
    return BodyRequest.objects.select_for_update(of=("self",)).select_related("case").get(pk=request)
