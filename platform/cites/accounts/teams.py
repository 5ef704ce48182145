"""Teams of officials: made, changed and retired by the administrator, and left by who leaves the office."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from cites.accounts.errors import NotAnOfficial, TeamNameTaken, TeamRetired
from cites.accounts.models import Team, TeamMembership, User
from kernel import clock
from kernel.text import gettext_noop
from tenants.audit.services import record


@transaction.atomic
def make_team(*, name: str, people: Iterable[User], actor: User | None) -> Team:
    """Make a team of these officials. Raises TeamNameTaken (whatever the case of its letters) and NotAnOfficial."""
    team = Team()
    _give_name(team, name)
    record("team.made", subject=subject_of(team), actor=actor, personal={"name": team.name})
    _choose_members(team, people, actor)
    return team


@transaction.atomic
def change_team(*, team: Team, name: str, people: Iterable[User], actor: User) -> None:
    """Give a team this name and exactly these members.

    Raises TeamRetired, TeamNameTaken, and NotAnOfficial for who holds no role of an authority or may not sign in.
    """
    locked = _locked(team)
    if locked.retired_at is not None:
        raise TeamRetired(message=gettext_noop("The team was retired meanwhile."))
    if name.strip() != locked.name:
        _give_name(locked, name)
        record("team.renamed", subject=subject_of(locked), actor=actor, personal={"name": locked.name})
    _choose_members(locked, people, actor)


@transaction.atomic
def retire_team(*, team: Team, actor: User) -> None:
    """Let a team end, and with it all membership; its name is free again. Retiring it twice changes nothing."""
    locked = _locked(team)
    if locked.retired_at is not None:
        return
    _choose_members(locked, (), actor)
    locked.retired_at = clock.now()
    locked.save(update_fields=["retired_at"])
    record("team.retired", subject=subject_of(locked), actor=actor)


@transaction.atomic
def leave_teams(*, person: User, actor: User | None) -> None:
    """Let a person leave every team that they are in."""
    for membership in TeamMembership.objects.filter(person=person, left_at=None).order_by("pk"):
        _end(membership, actor)


def subject_of(team: Team) -> str:
    """Return how the audit trail names a team."""
    return f"team:{team.pk}"


def _locked(team: Team) -> Team:
    return Team.objects.select_for_update().get(pk=team.pk)


def _give_name(team: Team, name: str) -> None:
    team.name = name.strip()
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError as error:
        message = gettext_noop("There is a team named %(name)s already.")
        raise TeamNameTaken(message=message, data={"name": team.name}) from error


def _choose_members(team: Team, people: Iterable[User], actor: User | None) -> None:
    wanted = {person.pk for person in people}
    present = {each.person_id: each for each in team.memberships.filter(left_at=None)}
    for pk in sorted(present.keys() - wanted):
        _end(present[pk], actor)
    for pk in sorted(wanted - present.keys()):
        _join(team, pk, actor)


def _join(team: Team, person: int, actor: User | None) -> None:
    # Who is being deactivated at this moment is waited for, so that nobody joins a team after leaving all.
    official = User.objects.select_for_update(of=("self",), no_key=True).get(pk=person)
    if not (official.is_active and official.is_official):
        message = gettext_noop("%(name)s is no official who may sign in.")
        raise NotAnOfficial(message=message, data={"name": official.full_name})
    TeamMembership.objects.create(team=team, person=official)
    record("team.member_added", subject=subject_of(team), actor=actor, data={"person": person})


def _end(membership: TeamMembership, actor: User | None) -> None:
    if TeamMembership.objects.filter(pk=membership.pk, left_at=None).update(left_at=clock.now()):
        facts = {"person": membership.person_id}
        record("team.member_left", subject=f"team:{membership.team_id}", actor=actor, data=facts)
