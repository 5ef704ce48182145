"""Who is away on a day, who stands in for them, and with whom an official works.

Nobody gets a role by standing in: a deputy does of another's work what their own roles let them do.
"""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from cites.accounts.models import Absence, RoleGrant, TeamMembership, User
from cites.accounts.queries import people_with_role
from cites.accounts.roles import OFFICIALS


def absence_of(person: User, day: date) -> Absence | None:
    """Return the absence that the person has on that day, with its deputy."""
    return _absences_on(day).filter(person=person).select_related("deputy").first()


def deputy_of(person: User, day: date) -> User | None:
    """Return who stands in for the person on that day.

    None when the person is there or named nobody, and when the deputy may not sign in, is away too, or shares no role
    of an authority with the person any more. Standing in is not passed on: a deputy's deputy does it for the deputy.
    """
    absence = _stood_in_on(day).filter(person=person).select_related("deputy").first()
    return absence.deputy if absence else None


def stood_in_for(person: User, day: date) -> frozenset[int]:
    """Return the keys of the absent people for whom this person stands in on that day, as ``deputy_of`` says."""
    return frozenset(_stood_in_on(day).filter(deputy=person).values_list("person", flat=True))


def standing_in_now(person: User, day: date) -> QuerySet[Absence]:
    """Return the absences for which this person stands in on that day, the one that ends first before the others."""
    return _stood_in_on(day).filter(deputy=person).select_related("person").order_by("last_day", "pk")


def deputies_to_tell(day: date) -> QuerySet[Absence]:
    """Return the absences for which somebody stands in on that day who was not told yet."""
    return _stood_in_on(day).filter(deputy_told_at=None)


def team_mates(person: User) -> QuerySet[User]:
    """Return the other active people of the same teams, by name.

    For a person in no team they are the others who hold one of the same roles of an authority.
    """
    own = TeamMembership.objects.filter(person=person, left_at=None)
    if not own.exists():
        return possible_deputies(person)
    mates = TeamMembership.objects.filter(team__in=own.values("team"), left_at=None).values("person")
    return User.objects.filter(pk__in=mates, is_active=True).exclude(pk=person.pk).order_by("full_name", "pk")


def possible_deputies(person: User) -> QuerySet[User]:
    """Return the other active people who hold one of the same roles of an authority, by name."""
    return people_with_role(*(person.roles & OFFICIALS)).exclude(pk=person.pk)


def absences_ahead(person: User, day: date) -> QuerySet[Absence]:
    """Return the person's absences that end on that day or later, the earliest first."""
    ahead = Absence.objects.filter(person=person, withdrawn_at=None, last_day__gte=day)
    return ahead.select_related("deputy").order_by("first_day")


def standing_in_ahead(person: User, day: date) -> QuerySet[Absence]:
    """Return the absences that end on that day or later and name the person as deputy, the earliest first."""
    ahead = Absence.objects.filter(deputy=person, withdrawn_at=None, last_day__gte=day)
    return ahead.select_related("person").order_by("first_day", "pk")


def _absences_on(day: date) -> QuerySet[Absence]:
    return Absence.objects.filter(withdrawn_at=None, first_day__lte=day, last_day__gte=day)


def _stood_in_on(day: date) -> QuerySet[Absence]:
    held = RoleGrant.objects.filter(revoked_at=None, role__in=OFFICIALS)
    of_person = held.filter(user=OuterRef(OuterRef("person"))).values("role")
    shared = held.filter(user=OuterRef("deputy"), role__in=of_person)
    away = _absences_on(day).filter(person=OuterRef("deputy"))
    return _absences_on(day).filter(Exists(shared), ~Exists(away), deputy__is_active=True)
