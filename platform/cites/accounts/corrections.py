"""Corrections that people ask for and officials decide on."""

from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from cites.accounts import signals
from cites.accounts.errors import AlreadyDecided, OwnCorrection, ReasonMissing
from cites.accounts.models import CorrectionRequest, Outcome, User
from kernel import clock
from kernel.text import gettext_noop
from tenants.audit.services import record

_VERBS: Final = {Outcome.DONE: "correction.done", Outcome.REFUSED: "correction.refused"}


def open_corrections() -> QuerySet[CorrectionRequest]:
    """Return what nobody has decided on, the longest waiting first."""
    return CorrectionRequest.objects.filter(decided_at=None).select_related("person").order_by("asked_at", "pk")


def decided_corrections() -> QuerySet[CorrectionRequest]:
    """Return what was decided, the latest first."""
    decided = CorrectionRequest.objects.exclude(decided_at=None)
    return decided.select_related("person", "decided_by").order_by("-decided_at", "-pk")


def corrections_asked_by(person: User) -> QuerySet[CorrectionRequest]:
    """Return what the person asked for, the latest first."""
    return CorrectionRequest.objects.filter(person=person).order_by("-asked_at", "-pk")


@transaction.atomic
def ask_for_correction(*, person: User, wanted: str) -> CorrectionRequest:
    """Ask an official to correct what one cannot change oneself. Raises ReasonMissing when nothing is said."""
    if not wanted.strip():
        raise ReasonMissing(message=gettext_noop("Say what is wrong, and how it should read."))
    asked = CorrectionRequest.objects.create(person=person, wanted=wanted.strip())
    _record("correction.asked", asked, person, {"wanted": asked.wanted})
    return asked


@transaction.atomic
def decide_correction(*, asked: CorrectionRequest, outcome: Outcome, answer: str, official: User) -> None:
    """Say that it was corrected, or why not; the person reads the answer.

    Raises OwnCorrection, ReasonMissing and AlreadyDecided.
    """
    locked = CorrectionRequest.objects.select_for_update(of=("self",)).select_related("person").get(pk=asked.pk)
    if locked.person_id == official.pk:
        raise OwnCorrection(message=gettext_noop("Somebody else has to decide about what you asked for."))
    if not answer.strip():
        raise ReasonMissing(message=gettext_noop("Say what was corrected, or why it was not."))
    if locked.decided_at is not None:
        raise AlreadyDecided(message=gettext_noop("Somebody has already decided about this."))
    locked.outcome, locked.answer = outcome, answer.strip()
    locked.decided_by, locked.decided_at = official, clock.now()
    locked.save(update_fields=["outcome", "answer", "decided_by", "decided_at"])
    _record(_VERBS[outcome], locked, official, {"answer": locked.answer})
    signals.correction_decided.send(CorrectionRequest, asked=locked)


def _record(verb: str, asked: CorrectionRequest, actor: User, personal: dict[str, str]) -> None:
    subject = f"person:{asked.person_id}"
    record(verb, subject=subject, actor=actor, data={"correction": asked.pk}, personal=personal)
