"""Writes to people when something about them has changed."""

from typing import Any

from django.dispatch import receiver

from cites.accounts import signals
from cites.accounts.mail import send_to, send_to_address
from cites.accounts.models import Invitation, User


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
