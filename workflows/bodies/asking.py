"""Asking a body outside, and what may be done about the request afterwards. All of it is in the audit trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from kernel.clock import now as this_moment
from kernel.reasons import Reason
from kernel.text import gettext_noop
from tenants.audit.services import record
from tenants.context import today
from workflows.bodies.mails import write_mail
from workflows.bodies.queries import answer_of, state_now
from workflows.bodies.rules import LONGEST
from workflows.bodies.secrets import make_code
from workflows.errors import ActionRefused, LastDayOutOfReach, RequestNotOpen
from workflows.models import BodyMailKind, BodyRequest, Case
from workflows.people import is_applicant
from workflows.services import lock_case


@dataclass(frozen=True, slots=True)
class Asked:
    """What a body is asked, in which language it is written to, and what of the case it may see."""

    body: str
    email: str
    language: str
    question: str
    last_day: date
    parts: Sequence[str] = ()
    attachments: Sequence[int] = ()


@transaction.atomic
def ask_body(*, reference: str, asked: Asked, by: Any, key: str, mails_code: bool) -> tuple[BodyRequest, str]:
    """Ask, once for a ``key``; return the request and its code, which is empty where a second mail brings it.

    The same ``key`` again asks nobody anew, and makes a new code where it is not mailed, for of the first only a digest
    is left. Raises UnknownCase, ActionRefused where the case is closed or their own, LastDayOutOfReach.
    """
    case = lock_case(reference)
    before = BodyRequest.objects.select_for_update(of=("self",)).filter(case=case, asked_by=by, key=key).first()
    if before is not None:
        return before, "" if mails_code or not state_now(before).is_waiting else make_code(before)
    _refuse_asking(case, by)
    _refuse_day(asked.last_day)
    request = BodyRequest.objects.create(
        case=case,
        asked_by=by,
        asked_at=this_moment(),
        key=key,
        body=asked.body,
        email=asked.email,
        language=asked.language,
        question=asked.question,
        parts=list(asked.parts),
        attachments=list(asked.attachments),
        last_day=asked.last_day,
        last_day_set_on=today(),
    )
    told = {"parts": request.parts, "attachments": request.attachments, "last_day": asked.last_day.isoformat()}
    _record("body.asked", request, by, told, {"body": asked.body, "email": asked.email})
    write_mail(request, BodyMailKind.QUESTION, "question")
    return request, _new_code(request, mails_code, "first")


@transaction.atomic
def renew_code(*, request: int, by: Any, mails_code: bool, key: str) -> str:
    """Make a new code, which ends a lock; return it, or nothing where a mail brings it, once for a ``key``.

    Raises RequestNotOpen.
    """
    held = _held(request)
    if not state_now(held).is_waiting:
        raise RequestNotOpen(held.body)
    _record("body.code_renewed", held, by)
    return _new_code(held, mails_code, key)


@transaction.atomic
def set_last_day(*, request: int, last_day: date, by: Any) -> None:
    """State another last day, also after the first one; the same day changes nothing.

    Raises RequestNotOpen once it is answered, withdrawn or the case closed, and LastDayOutOfReach.
    """
    held = _held(request)
    if answer_of(held) is not None or held.withdrawn_at or held.case.closed_at:
        raise RequestNotOpen(held.body)
    if held.last_day == last_day:
        return
    _refuse_day(last_day)
    told = {"last_day": last_day.isoformat(), "before": held.last_day.isoformat()}
    held.last_day, held.last_day_set_on = last_day, today()
    held.save(update_fields=["last_day", "last_day_set_on"])
    _record("body.last_day_set", held, by, told)


@transaction.atomic
def withdraw_request(*, request: int, by: Any) -> None:
    """Take the request back; a second time changes nothing. Raises RequestNotOpen once it is answered."""
    held = _held(request)
    if answer_of(held) is not None:
        raise RequestNotOpen(held.body)
    if held.withdrawn_at is None:
        held.withdrawn_at, held.withdrawn_by = this_moment(), by
        held.save(update_fields=["withdrawn_at", "withdrawn_by"])
        _record("body.withdrawn", held, by)


def _new_code(request: BodyRequest, mails_code: bool, key: str) -> str:
    if not mails_code:
        return make_code(request)
    # The code is made as the mail is sent; until then nothing opens the link, also to whoever showed the old one.
    if write_mail(request, BodyMailKind.CODE, f"code:{key[:30]}"):
        request.code_digest, request.code_number = "", request.code_number + 1
        request.save(update_fields=["code_digest", "code_number"])
    return ""


def _held(request: int) -> BodyRequest:
    return BodyRequest.objects.select_for_update(of=("self",)).select_related("case").get(pk=request)


def _refuse_asking(case: Case, by: Any) -> None:
    if case.closed_at:
        raise ActionRefused([Reason("wrong_stage", gettext_noop("The case is closed, so nobody is asked any more"))])
    if is_applicant(case, by):
        message = gettext_noop("It is your own application, so somebody else has to do this")
        raise ActionRefused([Reason("own_application", message)])


def _refuse_day(last_day: date) -> None:
    if not today() <= last_day <= today() + LONGEST:
        raise LastDayOutOfReach()


def _record(
    verb: str,
    request: BodyRequest,
    by: Any,
    told: dict[str, Any] | None = None,
    personal: dict[str, str] | None = None,
) -> None:
    data = {"request": request.pk, **(told or {})}
    record(verb, subject=request.case.subject, actor=by, data=data, personal=personal)
