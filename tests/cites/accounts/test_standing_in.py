"""Who stands in for whom on a day, and who works with whom."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cites.accounts.absences import note_absence, withdraw_absence
from cites.accounts.models import Absence, Role, User
from cites.accounts.services import change_roles, deactivate_person, grant_role
from cites.accounts.standing_in import absence_of, deputy_of, stood_in_for, team_mates
from cites.accounts.teams import make_team, retire_team
from kernel.errors import DomainError
from tenants.context import today
from tests.factories.accounts import person
from tests.thorough import often

ROLES = (Role.MA_OFFICER, Role.CASHIER, Role.CUSTOMS)
PEOPLE, LAST = 4, 8


@pytest.fixture
def admin(bb: Any) -> User:
    return person(role=Role.PARTY_ADMINISTRATOR)


@pytest.fixture
def olive(bb: Any) -> User:
    return person(role=Role.MA_OFFICER)


@pytest.fixture
def oscar(bb: Any) -> User:
    return person(role=Role.MA_OFFICER)


def day(number: int) -> date:
    return today() + timedelta(days=number)


def away(who: User, first: int, last: int, deputy: User | None = None) -> Absence:
    return note_absence(person=who, first_day=day(first), last_day=day(last), deputy=deputy, actor=who)


def test_a_deputy_stands_in_on_the_days_of_the_absence_alone(olive: User, oscar: User) -> None:
    away(olive, 1, 2, oscar)
    assert [deputy_of(olive, day(number)) for number in range(4)] == [None, oscar, oscar, None]
    assert [stood_in_for(oscar, day(number)) for number in (0, 1, 3)] == [set(), {olive.pk}, set()]
    assert stood_in_for(olive, day(1)) == set()


def test_nobody_stands_in_after_a_withdrawal(olive: User, oscar: User) -> None:
    withdraw_absence(absence=away(olive, 0, 5, oscar), actor=olive)
    assert (absence_of(olive, day(1)), deputy_of(olive, day(1)), stood_in_for(oscar, day(1))) == (None, None, set())


def test_a_deputy_who_is_away_too_stands_in_for_nobody_and_passes_nothing_on(olive: User, oscar: User) -> None:
    third = person(role=Role.MA_OFFICER)
    away(olive, 1, 4, oscar)
    away(oscar, 3, 6, third)
    assert [deputy_of(olive, day(number)) for number in (2, 3)] == [oscar, None]
    assert stood_in_for(third, day(3)) == {oscar.pk}
    assert stood_in_for(oscar, day(3)) == set()


def test_a_deputy_whose_account_is_closed_is_none_any_more(admin: User, olive: User, oscar: User) -> None:
    away(olive, 1, 4, oscar)
    deactivate_person(person=oscar, actor=admin)
    assert absence_of(olive, day(2)) is not None
    assert (deputy_of(olive, day(2)), stood_in_for(oscar, day(2))) == (None, set())


def test_a_deputy_who_loses_the_shared_role_is_none_any_more(admin: User, olive: User, oscar: User) -> None:
    away(olive, 1, 4, oscar)
    change_roles(person=oscar, roles=[Role.CASHIER], actor=admin)
    assert (deputy_of(olive, day(2)), stood_in_for(oscar, day(2))) == (None, set())


def test_standing_in_gives_no_role(olive: User, oscar: User) -> None:
    grant_role(person=olive, role=Role.MA_SIGNATORY, actor=None)
    away(olive, 0, 4, oscar)
    assert deputy_of(olive, today()) == oscar
    assert User.objects.get(pk=oscar.pk).roles == {Role.MA_OFFICER}


# --- compared with an oracle ----------------------------------------------------------------------


@dataclass(frozen=True)
class Office:
    """What happens in an office: roles, absences as they are tried, and who leaves or loses a role afterwards."""

    roles: list[set[Role]]
    tried: list[tuple[int, int, int, int | None]]
    leavers: set[int]
    lost: list[tuple[int, Role]]


def offices() -> st.SearchStrategy[Office]:
    who = st.integers(0, PEOPLE - 1)
    absence = st.tuples(who, st.integers(0, LAST), st.integers(0, 4), st.one_of(st.none(), who))
    return st.builds(
        Office,
        roles=st.lists(st.sets(st.sampled_from(ROLES), min_size=1), min_size=PEOPLE, max_size=PEOPLE),
        tried=st.lists(absence, max_size=8),
        leavers=st.sets(who, max_size=2),
        lost=st.lists(st.tuples(who, st.sampled_from(ROLES)), max_size=3),
    )


def lived(office: Office) -> list[User]:
    admin = person(role=Role.PARTY_ADMINISTRATOR, mfa=False)
    people = [_official(roles) for roles in office.roles]
    for who, first, length, deputy in office.tried:
        with suppress(DomainError):
            away(people[who], first, first + length, None if deputy is None else people[deputy])
    for who in sorted(office.leavers):
        deactivate_person(person=people[who], actor=admin)
    for who, role in office.lost:
        change_roles(person=people[who], roles=people[who].roles - {role}, actor=admin)
    return [User.objects.get(pk=each.pk) for each in people]


def _official(roles: set[Role]) -> User:
    first, *others = sorted(roles)
    made = person(role=first, mfa=False)
    for role in others:
        grant_role(person=made, role=role, actor=None)
    return made


def standing_in(people: list[User], on: date) -> Iterator[tuple[int, int]]:
    """Yield who is away and who stands in, by the rule as the documentation tells it, from the rows alone."""
    known = {each.pk: each for each in people}
    absences = Absence.objects.filter(person__in=known, withdrawn_at=None)
    there = [each for each in absences if each.first_day <= on <= each.last_day]
    gone = {each.person_id for each in there}
    for each in there:
        deputy = known.get(each.deputy_id or 0)
        shared = deputy.roles & known[each.person_id].roles if deputy else set()
        if deputy and deputy.is_active and deputy.pk not in gone and shared:
            yield each.person_id, deputy.pk


@settings(max_examples=often(12), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(office=offices())
def test_both_sides_of_standing_in_are_as_the_rule_says(bb: Any, office: Office) -> None:
    people = lived(office)
    for number in range(0, LAST + 5, 3):
        on = day(number)
        expected = dict(standing_in(people, on))
        found = {each.pk: deputy_of(each, on) for each in people}
        assert {absent: deputy.pk for absent, deputy in found.items() if deputy} == expected
        for each in people:
            assert stood_in_for(each, on) == {absent for absent, deputy in expected.items() if deputy == each.pk}


# --- teams ----------------------------------------------------------------------------------------


def test_team_mates_are_the_others_of_all_teams_of_a_person(admin: User, olive: User, oscar: User) -> None:
    cashier, elsewhere = person(role=Role.CASHIER), person(role=Role.MA_OFFICER)
    make_team(name="Corals", people=[olive, cashier], actor=admin)
    make_team(name="Orchids", people=[olive, oscar, cashier], actor=admin)
    make_team(name="Birds", people=[elsewhere], actor=admin)
    assert set(team_mates(olive)) == {oscar, cashier}
    assert not team_mates(elsewhere).exists()


def test_who_is_in_no_team_works_with_all_of_the_same_roles(admin: User, olive: User, oscar: User) -> None:
    closed = person(role=Role.MA_OFFICER)
    deactivate_person(person=closed, actor=admin)
    person(role=Role.CASHIER)
    assert set(team_mates(olive)) == {oscar}
    team = make_team(name="Corals", people=[olive], actor=admin)
    assert not team_mates(olive).exists()
    retire_team(team=team, actor=admin)
    assert set(team_mates(olive)) == {oscar}


def test_who_left_the_office_is_nobodys_team_mate(admin: User, olive: User, oscar: User) -> None:
    make_team(name="Corals", people=[olive, oscar], actor=admin)
    deactivate_person(person=oscar, actor=admin)
    assert not team_mates(olive).exists()


def test_a_trader_has_no_team_mates(bb: Any) -> None:
    person(role=Role.TRADER)
    assert not team_mates(person(role=Role.TRADER)).exists()
