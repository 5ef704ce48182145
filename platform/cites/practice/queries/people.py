"""The invented people of a practice twin."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from cites.accounts.models import Role, User


@dataclass(frozen=True)
class Group:
    """A role and who plays it."""

    role: Role
    people: list[User]


def people_by_role(roles: Collection[Role]) -> list[Group]:
    """Return everybody who may sign in, under each of their roles, in the order of the roles."""
    everybody = list(User.objects.filter(is_active=True).prefetch_related("role_grants").order_by("pk"))
    return [Group(role, list(_holding(role, everybody))) for role in Role if role in roles]


def _holding(role: Role, everybody: list[User]) -> Iterator[User]:
    for person in everybody:
        if any(grant.role == role and grant.revoked_at is None for grant in person.role_grants.all()):
            yield person
