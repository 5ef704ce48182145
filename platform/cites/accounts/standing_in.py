"""Placeholder until the people's branch is merged."""

from datetime import date

from django.db.models import QuerySet

from cites.accounts.models import User
from cites.accounts.queries import people_with_role


def stood_in_for(person: User, day: date) -> frozenset[int]:
    return frozenset()


def team_mates(person: User) -> QuerySet[User]:
    return people_with_role(*person.roles).exclude(pk=person.pk)


def deputy_of(person: User, day: date) -> User | None:
    return None
