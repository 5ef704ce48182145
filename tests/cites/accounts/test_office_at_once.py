"""Two who change the same official or team at the same moment, each on a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import connection, transaction

from cites.accounts.absences import note_absence
from cites.accounts.errors import NotAnOfficial, OverlappingAbsence, TeamNameTaken
from cites.accounts.models import Absence, Role, Team
from cites.accounts.services import deactivate_person
from cites.accounts.teams import change_team, make_team
from kernel.errors import DomainError
from tenants.context import party_context, today
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
        start.wait(10)
        return refusal_of(party, act)

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(do, acts))


def before_commit_of(
    party: Party, first: Callable[[], Any], second: Callable[[], Any]
) -> list[type[DomainError] | None]:
    """Do the second when the first is done but not committed, which it is once the second has ended or waits."""
    first_is_done, second_is_done = Event(), Event()

    def do_first() -> None:
        with transaction.atomic():
            first()
            first_is_done.set()
            second_is_done.wait(0.5)

    def do_second() -> None:
        first_is_done.wait(10)
        second()
        second_is_done.set()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda act: refusal_of(party, act), (do_first, do_second)))


def refusal_of(party: Party, act: Callable[[], Any]) -> type[DomainError] | None:
    try:
        with party_context(party):
            act()
    except DomainError as error:
        return type(error)
    finally:
        connection.close_everything()  # type: ignore[attr-defined]
    return None


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


@pytest.mark.parametrize("is_closed_first", [True, False])
def test_who_is_put_into_a_team_while_their_account_is_closed_is_in_none(party: Party, is_closed_first: bool) -> None:
    with party_context(party):
        olive, admin = person(role=Role.MA_OFFICER), person(role=Role.PARTY_ADMINISTRATOR)
        team = make_team(name="Corals", people=[], actor=admin)

    def close() -> None:
        deactivate_person(person=olive, actor=admin)

    def join() -> None:
        change_team(team=team, name="Corals", people=[olive], actor=admin)

    if is_closed_first:
        assert before_commit_of(party, close, join) == [None, NotAnOfficial]
    else:
        assert before_commit_of(party, join, close) == [None, None]
    with party_context(party):
        assert not team.memberships.filter(left_at=None).exists()
