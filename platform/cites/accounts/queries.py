"""Reads about people."""

from allauth.account.models import EmailAddress
from django.db.models import Prefetch, QuerySet

from cites.accounts.errors import UnknownPerson
from cites.accounts.models import Invitation, RoleGrant, Team, TeamMembership, User, Verification
from cites.accounts.roles import APPLICANTS, OFFICIALS, PARTY_OFFICIALS, Role
from kernel.text import gettext_noop
from tenants.context import current_party
from tenants.errors import NoParty
from tenants.models import Party


def party_here() -> Party | None:
    """The Party whose site this is, or None at the shared front door."""
    try:
        return current_party()
    except NoParty:
        return None


def in_practice() -> bool:
    """Whether this is a practice twin, whose people are invented and have no password."""
    party = party_here()
    return party is not None and party.practice


def person(pk: int) -> User:
    """The person with this number; raises UnknownPerson."""
    found = User.objects.filter(pk=pk).first()
    if found is None:
        raise UnknownPerson("unknown_person", gettext_noop("There is no such person here."))
    return found


def find_person(email: str) -> User | None:
    """The person with this e-mail address, in whatever case it is written."""
    return User.objects.filter(email=email).first()


def has_confirmed_address(email: str) -> bool:
    """Whether somebody here has shown that this address is theirs."""
    return bool(EmailAddress.objects.filter(email__iexact=email, verified=True).exists())


def people_with_role(*roles: Role) -> QuerySet[User]:
    """Everybody who may sign in and holds one of the roles now, by name."""
    held = User.objects.filter(is_active=True, role_grants__role__in=roles, role_grants__revoked_at=None).values("pk")
    return User.objects.filter(pk__in=held).order_by("full_name", "pk")


def people_by_role() -> dict[str, frozenset[int]]:
    """Return the ids of everybody who may sign in, by each role that they hold now."""
    found: dict[str, set[int]] = {}
    held = RoleGrant.objects.filter(revoked_at=None, user__is_active=True)
    for role, person in held.values_list("role", "user"):
        found.setdefault(role, set()).add(person)
    return {role: frozenset(those) for role, those in found.items()}


def traders(*, verification: Verification | None = None) -> QuerySet[User]:
    """Traders and agents, the longest waiting first."""
    people = people_with_role(*APPLICANTS).order_by("date_joined", "pk")
    return people.filter(verification=verification) if verification else people


def officials() -> QuerySet[User]:
    """Everybody who holds a role of an authority here, active or not."""
    held = User.objects.filter(role_grants__role__in=OFFICIALS, role_grants__revoked_at=None).values("pk")
    return User.objects.filter(pk__in=held).prefetch_related("role_grants").order_by("full_name", "pk")


def officials_here() -> QuerySet[User]:
    """Everybody who may sign in and holds a role of an authority of this Party, by name."""
    return people_with_role(*PARTY_OFFICIALS)


def teams() -> QuerySet[Team]:
    """The teams that are not retired, by name, each with its members (``present``)."""
    members = TeamMembership.objects.filter(left_at=None).select_related("person").order_by("person__full_name", "pk")
    there = Team.objects.filter(retired_at=None).order_by("name", "pk")
    return there.prefetch_related(Prefetch("memberships", members, to_attr="present"))


def teams_of(person: User) -> QuerySet[Team]:
    """The teams to which the person belongs now, by name."""
    present = TeamMembership.objects.filter(person=person, left_at=None).values("team")
    return Team.objects.filter(pk__in=present).order_by("name", "pk")


def open_invitations() -> QuerySet[Invitation]:
    """Invitations that nobody has accepted or withdrawn, the newest first."""
    return Invitation.objects.filter(accepted_at=None, withdrawn_at=None).order_by("-invited_at")
