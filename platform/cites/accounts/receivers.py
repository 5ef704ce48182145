"""Writes to people when something about them has changed, and notes when and where they sign in."""

import time
from typing import Any

from allauth.mfa.signals import authenticator_used
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from cites.accounts import signals
from cites.accounts.mail import send_to, send_to_address
from cites.accounts.models import Block, CorrectionRequest, Invitation, Mandate, SecondStepReset, User
from tenants.audit.services import record

SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"


@receiver(user_logged_in)
def note_moment_of_sign_in(sender: object, request: Any, **kwargs: Any) -> None:
    """For a few minutes after it, nobody has to type the password again to set up their second step."""
    if request is not None:
        request.session[SIGNED_IN_AT] = time.time()


@receiver(user_logged_in)
def note_browser_of_sign_in(sender: object, request: Any, **kwargs: Any) -> None:
    """Every way of signing in counts: by password, by passkey, by invitation, and the practice site's door."""
    if request is None:
        return
    request.session[SEEN_AT] = time.time()
    if hasattr(request, "user"):  # not so for who signs in outside of a request of a browser
        UserSession.objects.create_from_request(request)


@receiver(authenticator_used)
def note_confirmation(sender: object, user: User, authenticator: Any, reauthenticated: bool, **kwargs: Any) -> None:
    """What is signed next in somebody's name was preceded by this."""
    if reauthenticated:
        record("second_step.confirmed", subject=f"person:{user.pk}", actor=user, data={"by": authenticator.type})


@receiver(signals.trader_verified)
def tell_trader_of_verification(sender: object, person: User, **kwargs: Any) -> None:
    send_to(person, "accounts/mail/verified")


@receiver(signals.trader_refused)
def tell_trader_of_refusal(sender: object, person: User, reason: str, **kwargs: Any) -> None:
    send_to(person, "accounts/mail/refused", {"reason": reason})


@receiver(signals.person_invited)
def send_invitation(sender: object, invitation: Invitation, link: str, **kwargs: Any) -> None:
    context = {"invitation": invitation, "link": link}
    send_to_address(invitation.email, invitation.language, "accounts/mail/invited", context)


@receiver(signals.second_step_reset_proposed)
def tell_person_of_proposed_reset(sender: object, reset: SecondStepReset, **kwargs: Any) -> None:
    send_to(reset.person, "accounts/mail/reset_proposed", {"reset": reset})


@receiver(signals.second_step_reset)
def tell_person_of_reset(sender: object, reset: SecondStepReset, **kwargs: Any) -> None:
    send_to(reset.person, "accounts/mail/reset_confirmed", {"reset": reset})


@receiver(signals.block_placed)
def tell_of_block(sender: object, block: Block, **kwargs: Any) -> None:
    _tell_concerned(block, "accounts/mail/block_placed")


@receiver(signals.block_lifted)
def tell_of_lifted_block(sender: object, block: Block, **kwargs: Any) -> None:
    _tell_concerned(block, "accounts/mail/block_lifted")


def _tell_concerned(block: Block, template: str) -> None:
    """The person, or everybody who belongs to the organisation; why stands on their pages and in no mail."""
    there = User.objects.filter(is_active=True, memberships__organisation=block.organisation, memberships__left_at=None)
    for person in [block.person] if block.person else there.distinct():
        send_to(person, template, {"block": block})


@receiver(signals.mandate_given)
def tell_agent_of_mandate(sender: object, mandate: Mandate, **kwargs: Any) -> None:
    send_to(mandate.agent, "accounts/mail/mandate_given", {"mandate": mandate})


@receiver(signals.mandate_withdrawn)
def tell_other_side_of_withdrawal(sender: object, mandate: Mandate, actor: User, **kwargs: Any) -> None:
    other = mandate.given_by if actor.pk == mandate.agent_id else mandate.agent
    send_to(other, "accounts/mail/mandate_withdrawn", {"mandate": mandate})


@receiver(signals.correction_decided)
def tell_person_of_answer(sender: object, asked: CorrectionRequest, **kwargs: Any) -> None:
    send_to(asked.person, "accounts/mail/correction_decided", {"asked": asked})
