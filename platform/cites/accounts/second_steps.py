"""Resetting a lost second step: one official proposes, another confirms, and neither is the person."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import QuerySet

from cites.accounts import signals
from cites.accounts.errors import (
    NoSecondStep,
    OwnSecondStep,
    ReasonMissing,
    ResetNotOpen,
    ResetProposedAlready,
    SamePersonTwice,
)
from cites.accounts.models import SecondStepReset, User
from cites.accounts.sessions import end_all_sessions
from kernel import clock
from kernel.text import gettext_noop
from tenants.audit.services import record

LIFETIME = timedelta(days=7)


def open_resets() -> QuerySet[SecondStepReset]:
    """Return what waits for a second person and has not expired, the oldest first."""
    waiting = SecondStepReset.objects.filter(confirmed_at=None, withdrawn_at=None, expires_at__gt=clock.now())
    return waiting.select_related("person", "proposed_by").order_by("proposed_at", "pk")


def past_resets() -> QuerySet[SecondStepReset]:
    """Return what was confirmed or withdrawn, or has expired, the latest first."""
    people = ("person", "proposed_by", "confirmed_by", "withdrawn_by")
    past = SecondStepReset.objects.exclude(pk__in=open_resets().values("pk"))
    return past.select_related(*people).order_by("-proposed_at", "-pk")


@transaction.atomic
def propose_reset(*, person: User, reason: str, identity_check: str, actor: User) -> SecondStepReset:
    """Propose to take away the second step of a person; it may be confirmed for seven days.

    Raises OwnSecondStep, ReasonMissing, NoSecondStep (nothing to reset, or an account that is closed) and
    ResetProposedAlready.
    """
    _refuse_own(person, actor)
    if not (reason.strip() and identity_check.strip()):
        raise ReasonMissing(message=gettext_noop("Say why, and how you checked that it is this person who asks."))
    # Two who propose at once wait for one another here, so that the second sees the first.
    locked = User.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    _refuse_without(locked)
    if open_resets().filter(person=person).exists():
        message = gettext_noop("A reset for %(name)s waits for confirmation already.")
        raise ResetProposedAlready(message=message, data={"name": person.full_name})
    reset = SecondStepReset.objects.create(
        person=locked,
        reason=reason.strip(),
        identity_check=identity_check.strip(),
        proposed_by=actor,
        expires_at=clock.now() + LIFETIME,
    )
    said = {"reason": reset.reason, "identity_check": reset.identity_check}
    _record("second_step.reset_proposed", reset, actor, personal=said)
    signals.second_step_reset_proposed.send(SecondStepReset, reset=reset)
    return reset


@transaction.atomic
def confirm_reset(*, reset: SecondStepReset, actor: User) -> None:
    """Take away the person's second step and recovery codes, and sign them out everywhere.

    Raises ResetNotOpen (confirmed, withdrawn or expired), OwnSecondStep and SamePersonTwice.
    """
    locked = _open(reset)
    _refuse_own(locked.person, actor)
    if actor.pk == locked.proposed_by_id:
        message = gettext_noop("Somebody other than the person who proposed it has to confirm it.")
        raise SamePersonTwice(message=message)
    locked.confirmed_by, locked.confirmed_at = actor, clock.now()
    locked.save(update_fields=["confirmed_by", "confirmed_at"])
    Authenticator.objects.filter(user=locked.person).delete()
    _record("second_step.reset_confirmed", locked, actor)
    end_all_sessions(person=locked.person, actor=actor)
    signals.second_step_reset.send(SecondStepReset, reset=locked)


@transaction.atomic
def withdraw_reset(*, reset: SecondStepReset, actor: User) -> None:
    """Let a proposal go without effect, whoever of the officials thinks it wrong. Raises ResetNotOpen."""
    locked = _open(reset)
    locked.withdrawn_by, locked.withdrawn_at = actor, clock.now()
    locked.save(update_fields=["withdrawn_by", "withdrawn_at"])
    _record("second_step.reset_withdrawn", locked, actor)


def _open(reset: SecondStepReset) -> SecondStepReset:
    locked = SecondStepReset.objects.select_for_update(of=("self",)).select_related("person").get(pk=reset.pk)
    if not locked.is_open():
        raise ResetNotOpen(message=gettext_noop("This reset was confirmed, withdrawn or has expired."))
    return locked


def _refuse_own(person: User, actor: User) -> None:
    if actor.pk == person.pk:
        raise OwnSecondStep(message=gettext_noop("Two other people have to reset your second step."))


def _refuse_without(person: User) -> None:
    if not person.is_active or not Authenticator.objects.filter(user=person).exists():
        message = gettext_noop("%(name)s has no second step that could be reset, or may not sign in any more.")
        raise NoSecondStep(message=message, data={"name": person.full_name})


def _record(verb: str, reset: SecondStepReset, actor: User, personal: dict[str, str] | None = None) -> None:
    subject = f"person:{reset.person_id}"
    record(verb, subject=subject, actor=actor, data={"reset": reset.pk}, personal=personal)
