"""Invitations: a signed link to one Party's site, good once, with the roles inside."""

from collections.abc import Iterable
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.urls import reverse

from cites.accounts import signals
from cites.accounts.errors import AddressTaken, InvitationNotOpen
from cites.accounts.mail import site_address
from cites.accounts.models import Invitation, Role, User
from cites.accounts.queries import find_person
from cites.accounts.services import refuse_foreign_roles, register_person
from kernel import clock
from kernel.text import gettext_noop
from tenants.audit.services import record
from tenants.errors import SignedElsewhere
from tenants.signing import Signer

LIFETIME = timedelta(days=7)
_signer = Signer("accounts.invitation")


def link_to(invitation: Invitation) -> str:
    """The address that the invited person opens; worthless on another Party's host."""
    token = _signer.sign(invitation.pk)
    return f"{site_address()}{reverse('accept_invitation', args=[token])}"


@transaction.atomic
def invite_person(
    *, email: str, full_name: str, roles: Iterable[Role], actor: User | None, language: str = "en"
) -> Invitation:
    """Ask somebody to join with these roles; they get a mail. ``actor`` is None at onboarding only.

    Raises AddressTaken when a person of that address is here already, RoleNotOfferedHere.
    An earlier invitation to the same address is withdrawn.
    """
    held = sorted(frozenset(roles))
    refuse_foreign_roles(held)
    _refuse_taken(email)
    Invitation.objects.filter(email=email, accepted_at=None, withdrawn_at=None).update(withdrawn_at=clock.now())
    invitation = Invitation.objects.create(
        email=email,
        full_name=full_name,
        language=language,
        roles=held,
        invited_by=actor,
        expires_at=clock.now() + LIFETIME,
    )
    record(
        "person.invited",
        subject=f"invitation:{invitation.pk}",
        actor=actor,
        data={"roles": held},
        personal={"email": email},
    )
    signals.person_invited.send(Invitation, invitation=invitation, link=link_to(invitation))
    return invitation


def open_invitation(token: str) -> Invitation:
    """The invitation behind a link; raises InvitationNotOpen when it is forged, foreign, old or used."""
    try:
        pk = _signer.read(token, max_age=int(LIFETIME.total_seconds()))
    except SignedElsewhere as error:
        raise _not_open() from error
    found = Invitation.objects.filter(pk=pk, withdrawn_at=None).first()
    if found is not None and found.accepted_at is not None:
        raise _accepted()
    if found is None or found.expires_at <= clock.now():
        raise _not_open()
    return found


@transaction.atomic
def accept_invitation(*, token: str, full_name: str, password: str) -> User:
    """Make the invited person, whose address is proven by the link. Raises InvitationNotOpen, AddressTaken."""
    pk = open_invitation(token).pk
    Invitation.objects.select_for_update(of=("self",)).get(pk=pk)
    invitation = open_invitation(token)
    _refuse_taken(invitation.email)
    try:
        with transaction.atomic():
            person = register_person(
                email=invitation.email,
                full_name=full_name,
                roles=invitation.role_set,
                password=password,
                language=invitation.language,
                actor=invitation.invited_by,
            )
    except IntegrityError as error:
        raise _taken(invitation.email) from error
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    invitation.accepted_at, invitation.accepted_by = clock.now(), person
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    return person


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, actor: User | None) -> None:
    """Make the link worthless; doing it twice changes nothing. ``actor`` is None for the service itself."""
    still_open = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    if still_open.update(withdrawn_at=clock.now()):
        record(
            "invitation.withdrawn",
            subject=f"invitation:{invitation.pk}",
            actor=actor,
            data=None,
            personal=None,
        )


def _refuse_taken(email: str) -> None:
    if find_person(email):
        raise _taken(email)


def _taken(email: str) -> AddressTaken:
    return AddressTaken(message=gettext_noop("%(email)s is already used by somebody here."), data={"email": email})


def _accepted() -> InvitationNotOpen:
    message = gettext_noop(
        "This invitation was accepted before: the account is there. "
        "Sign in with the e-mail address to which it was sent."
    )
    return InvitationNotOpen(message=message)


def _not_open() -> InvitationNotOpen:
    return InvitationNotOpen(
        message=gettext_noop("This invitation is no longer valid. Ask the person who sent it for a new one.")
    )
