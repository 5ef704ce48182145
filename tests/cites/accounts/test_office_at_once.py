"""Two who change the same official or team at the same moment, each on a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from cites.accounts.absences import note_absence
from cites.accounts.errors import NotAnOfficial, OverlappingAbsence, TeamNameTaken
from cites.accounts.models import Absence, Role, Team
from cites.accounts.services import deactivate_person
from cites.accounts.standing_in import today
from cites.accounts.teams import change_team, make_team
from kernel.errors import DomainError
from tenants.context import party_context
from tenants.models import Party
from tests.factories.accounts import person

pytestmark = [pytest.mark.usefixtures("own_database"), pytest.mark.slow]


@pytest.fixture
def party(own_database: Any) -> Party:
    return Party.objects.get(iso2="BB", practice=False)


def at_once(party: Party, *acts: Callable[[], Any]) -> list[type[DomainError] | None]:
    """Do all of them at one moment, and return what each was refused with, if anything."""
    start = Barrier(len(acts))

    def do(act: Callable[[], Any]) -> type[DomainError] | None:
        try:
            with party_context(party):
                start.wait(10)
                act()
        except DomainError as error:
            return type(error)
        finally:
            connection.close_everything()  # type: ignore[attr-defined]
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(do, acts))


def test_of_two_absences_that_share_a_day_one_is_noted(party: Party) -> None:
    with party_context(party):
        olive, admin = person(role=Role.MA_OFFICER), person(role=Role.PARTY_ADMINISTRATOR)
        day = today()

    def away(first: int, actor: Any) -> None:
        days = {"first_day": day + timedelta(days=first), "last_day": day + timedelta(days=first + 2)}
        note_absence(person=olive, **days, deputy=None, actor=actor)

    ends = at_once(party, lambda: away(1, olive), lambda: away(3, admin))
    assert sorted(map(str, ends)) == sorted(map(str, (None, OverlappingAbsence)))
    with party_context(party):
        assert Absence.objects.filter(person=olive).count() == 1


def test_of_two_teams_with_one_name_one_is_made(party: Party) -> None:
    with party_context(party):
        admin = person(role=Role.PARTY_ADMINISTRATOR)
    ends = at_once(party, *[lambda: make_team(name="Corals", people=[], actor=admin)] * 2)
    assert sorted(map(str, ends)) == sorted(map(str, (None, TeamNameTaken)))
    with party_context(party):
        assert Team.objects.filter(name="Corals").count() == 1


def test_who_is_put_into_a_team_while_their_account_is_closed_is_in_none(party: Party) -> None:
    with party_context(party):
        olive, admin = person(role=Role.MA_OFFICER), person(role=Role.PARTY_ADMINISTRATOR)
        team = make_team(name="Corals", people=[], actor=admin)
    closed, joined = at_once(
        party,
        lambda: deactivate_person(person=olive, actor=admin),
        lambda: change_team(team=team, name="Corals", people=[olive], actor=admin),
    )
    assert closed is None
    assert joined in (None, NotAnOfficial)
    with party_context(party):
        assert not team.memberships.filter(left_at=None).exists()
