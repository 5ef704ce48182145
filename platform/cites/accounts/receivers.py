"""Writes to people when something about them has changed, and notes when they sign in."""

import time
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from cites.accounts import signals
from cites.accounts.mail import send_to, send_to_address
from cites.accounts.models import Invitation, User

SIGNED_IN_AT = "signed_in_at"


@receiver(user_logged_in)
def note_moment_of_sign_in(sender: object, request: Any, **kwargs: Any) -> None:
    """For a few minutes after it, nobody has to type the password again to set up their second step."""
    if request is not None:
        request.session[SIGNED_IN_AT] = time.time()


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
