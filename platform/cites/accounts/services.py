"""What can be done to people: register, verify, give and take roles, change, deactivate."""

from collections.abc import Iterable

from django.db import transaction

from cites.accounts import signals
from cites.accounts.errors import (
    AlreadyVerified,
    LastAdministrator,
    NotATrader,
    OwnRole,
    ReasonMissing,
    RoleNotOfferedHere,
)
from cites.accounts.mandates import end_mandates
from cites.accounts.models import Role, RoleGrant, User, Verification
from cites.accounts.organisations import describe_own_organisation, join_organisation
from cites.accounts.queries import party_here, people_with_role
from cites.accounts.roles import APPLICANTS
from cites.accounts.rules import roles_foreign_to
from cites.accounts.sessions import end_all_sessions
from cites.accounts.teams import leave_teams
from kernel import clock
from kernel.text import gettext_noop
from tenants.audit.services import record


def subject_of(person: User) -> str:
    """How the audit trail names a person."""
    return f"person:{person.pk}"


@transaction.atomic
def register_person(
    *,
    email: str,
    full_name: str,
    roles: Iterable[Role],
    password: str | None = None,
    language: str = "en",
    phone: str = "",
    organisation_name: str = "",
    actor: User | None = None,
) -> User:
    """Make a person with these roles; traders and agents then wait for verification, officials do not.

    Raises RoleNotOfferedHere for a role of the other kind of site, and IntegrityError when the
    address is taken.
    """
    held = frozenset(roles)
    state = Verification.PENDING if held & APPLICANTS else Verification.VERIFIED
    person = User.objects.create_user(
        email, password, full_name=full_name.strip(), language=language, phone=phone, verification=state
    )
    record(
        "person.registered",
        subject=subject_of(person),
        actor=actor or person,
        data={"roles": sorted(held)},
        personal={"email": person.email, "full_name": person.full_name},
    )
    for role in sorted(held):
        grant_role(person=person, role=role, actor=actor)
    if organisation_name.strip():
        join_organisation(person=person, name=organisation_name)
    signals.person_registered.send(User, person=person)
    return person


@transaction.atomic
def grant_role(*, person: User, role: Role, actor: User | None) -> RoleGrant:
    """Give a person a role; giving it twice changes nothing. Raises RoleNotOfferedHere and OwnRole."""
    refuse_foreign_roles([role])
    refuse_own_role(person, actor)
    grant, given = RoleGrant.objects.get_or_create(
        user=person, role=role, revoked_at=None, defaults={"granted_by": actor}
    )
    if given:
        record("role.granted", subject=subject_of(person), actor=actor, data={"role": role.value}, personal=None)
    _forget_roles(person)
    return grant


@transaction.atomic
def revoke_role(*, person: User, role: Role, actor: User) -> None:
    """Take a role away; taking it twice changes nothing. Who holds none of an authority any more leaves their teams.

    Raises LastAdministrator when nobody would be left who can give roles.
    """
    if role == Role.PARTY_ADMINISTRATOR:
        _refuse_to_lose_last_administrator(person)
    grants = RoleGrant.objects.select_for_update().filter(user=person, role=role, revoked_at=None)
    if grants.update(revoked_at=clock.now(), revoked_by=actor):
        record("role.revoked", subject=subject_of(person), actor=actor, data={"role": role.value}, personal=None)
    _forget_roles(person)
    if not person.is_official:
        leave_teams(person=person, actor=actor)


@transaction.atomic
def change_roles(*, person: User, roles: Iterable[Role], actor: User) -> None:
    """Give and take official roles so that the person holds exactly these of them."""
    wanted = frozenset(roles)
    held = person.roles - APPLICANTS
    for role in sorted(wanted - held):
        grant_role(person=person, role=role, actor=actor)
    for role in sorted(held - wanted):
        revoke_role(person=person, role=role, actor=actor)


@transaction.atomic
def verify_trader(*, person: User, officer: User) -> User:
    """Confirm who a trader is. Raises AlreadyVerified when that was done before, NotATrader."""
    locked = _undecided(person, refused_too=True)
    return _decide(locked, officer, Verification.VERIFIED, "")


@transaction.atomic
def refuse_trader(*, person: User, officer: User, reason: str) -> User:
    """Refuse to verify a trader, with a reason they will read. Raises AlreadyVerified, ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing(message=gettext_noop("Say why, so that the person knows what to do."))
    locked = _undecided(person, refused_too=False)
    return _decide(locked, officer, Verification.REFUSED, reason.strip())


def _undecided(person: User, *, refused_too: bool) -> User:
    locked = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if not locked.is_applicant:
        raise NotATrader(message=gettext_noop("Only traders and agents are verified."))
    open_states = {Verification.PENDING, Verification.REFUSED} if refused_too else {Verification.PENDING}
    if locked.verification not in open_states:
        raise AlreadyVerified(
            message=gettext_noop("Somebody has already decided about %(name)s."),
            data={"name": locked.full_name},
        )
    return locked


def _decide(person: User, officer: User, outcome: Verification, reason: str) -> User:
    person.verification, person.verification_reason = outcome, reason
    person.verified_by, person.verified_at = officer, clock.now()
    person.save(update_fields=["verification", "verification_reason", "verified_by", "verified_at"])
    record(
        f"trader.{outcome.value}",
        subject=subject_of(person),
        actor=officer,
        data=None,
        personal={"reason": reason} if reason else None,
    )
    if outcome == Verification.VERIFIED:
        signals.trader_verified.send(User, person=person, officer=officer)
    else:
        signals.trader_refused.send(User, person=person, officer=officer, reason=reason)
    return person


@transaction.atomic
def change_profile(
    *, person: User, full_name: str, language: str, phone: str, organisation: dict[str, str] | None
) -> User:
    """Change what people say about themselves.

    A trader who changes their name or organisation waits for verification again.
    """
    renamed = full_name.strip() != person.full_name or _names_another(person, organisation)
    person.full_name, person.language, person.phone = full_name.strip(), language, phone
    if renamed and person.is_applicant and not person.is_official:
        person.verification = Verification.PENDING
    person.save(update_fields=["full_name", "language", "phone", "verification"])
    if organisation and organisation.get("name"):
        describe_own_organisation(person=person, facts=organisation)
    if renamed:
        signals.names_changed.send(User, whose=person)
    record(
        "person.changed",
        subject=subject_of(person),
        actor=person,
        data={"renamed": renamed},
        personal={"full_name": person.full_name, "phone": phone},
    )
    return person


def _names_another(person: User, organisation: dict[str, str] | None) -> bool:
    if not organisation:
        return False
    return person.organisation is None or person.organisation.name != organisation["name"]


@transaction.atomic
def deactivate_person(*, person: User, actor: User) -> None:
    """Stop a person from signing in, and sign them out; teams and mandates of theirs end, what they did stays.

    Raises LastAdministrator.
    """
    _refuse_to_lose_last_administrator(person)
    if User.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
        record("person.deactivated", subject=subject_of(person), actor=actor, data=None, personal=None)
        leave_teams(person=person, actor=actor)
        end_all_sessions(person=person, actor=actor)
        end_mandates(person=person, actor=actor)
    person.is_active = False


def refuse_own_role(person: User, actor: User | None) -> None:
    """Raise OwnRole when people would give a role to themselves."""
    if actor is not None and actor.pk == person.pk:
        raise OwnRole(message=gettext_noop("Another administrator has to give you a role."))


def refuse_foreign_roles(roles: Iterable[Role]) -> None:
    """Raise RoleNotOfferedHere when a role belongs to the other kind of site."""
    foreign = roles_foreign_to(roles, at_front_door=party_here() is None)
    if foreign:
        raise RoleNotOfferedHere(
            message=gettext_noop("The role %(roles)s is not offered on this site."),
            data={"roles": ", ".join(sorted(foreign))},
        )


def _refuse_to_lose_last_administrator(person: User) -> None:
    # No full lock: who holds another person and names an administrator would wait for it, and this for them.
    administrators = people_with_role(Role.PARTY_ADMINISTRATOR).select_for_update(of=("self",), no_key=True)
    if [each.pk for each in administrators] == [person.pk]:
        raise LastAdministrator(message=gettext_noop("Somebody must remain who can give roles."))


def _forget_roles(person: User) -> None:
    person.__dict__.pop("roles", None)
