"""Teams: made, renamed, filled and retired by the administrator, and left by who leaves the office."""

from typing import Any

import pytest

from cites.accounts.erasure import anonymise_person
from cites.accounts.errors import NotAnOfficial, TeamNameTaken, TeamRetired
from cites.accounts.models import Role, Team, TeamMembership, User
from cites.accounts.queries import teams, teams_of
from cites.accounts.services import change_roles, deactivate_person, revoke_role
from cites.accounts.teams import change_team, make_team, retire_team
from tenants.audit.models import AuditEntry
from tests.factories.accounts import person


@pytest.fixture
def admin(bb: Any) -> User:
    return person(role=Role.PARTY_ADMINISTRATOR)


@pytest.fixture
def olive(bb: Any) -> User:
    return person(role=Role.MA_OFFICER, name="Olive Officer")


@pytest.fixture
def oscar(bb: Any) -> User:
    return person(role=Role.MA_OFFICER, name="Oscar Officer")


def members(team: Team) -> set[User]:
    return {each.person for each in team.memberships.filter(left_at=None)}


def told(team: Team) -> list[tuple[str, int | None]]:
    """What the trail says of a team, in order: the verb, and the person where one is concerned."""
    found = AuditEntry.objects.filter(subject=f"team:{team.pk}").order_by("pk")
    return [(entry.verb, entry.data.get("person")) for entry in found]


def test_members_come_and_go_and_the_trail_says_so(admin: User, olive: User, oscar: User) -> None:
    team = make_team(name=" Corals ", people=[olive], actor=admin)
    change_team(team=team, name="Reefs", people=[oscar], actor=admin)
    change_team(team=team, name="Reefs", people=[oscar, olive], actor=admin)
    assert [each.name for each in teams()] == ["Reefs"]
    assert members(team) == {olive, oscar}
    assert TeamMembership.objects.filter(team=team, person=olive).count() == 2
    assert told(team) == [
        ("team.made", None),
        ("team.member_added", olive.pk),
        ("team.renamed", None),
        ("team.member_left", olive.pk),
        ("team.member_added", oscar.pk),
        ("team.member_added", olive.pk),
    ]


def test_saving_a_team_as_it_is_changes_nothing(admin: User, olive: User) -> None:
    team = make_team(name="Corals", people=[olive], actor=admin)
    before = told(team)
    change_team(team=team, name="Corals", people=[olive], actor=admin)
    assert told(team) == before


def test_two_teams_never_have_one_name_in_whatever_letters(admin: User, olive: User) -> None:
    corals = make_team(name="Corals", people=[], actor=admin)
    birds = make_team(name="Birds", people=[], actor=admin)
    with pytest.raises(TeamNameTaken):
        make_team(name="CORALS ", people=[olive], actor=admin)
    with pytest.raises(TeamNameTaken):
        change_team(team=birds, name="corals", people=[olive], actor=admin)
    change_team(team=corals, name="CORALS", people=[], actor=admin)
    assert [each.name for each in teams()] == ["Birds", "CORALS"]
    assert not teams_of(olive).exists()


def test_a_retired_team_has_nobody_and_its_name_is_free(admin: User, olive: User) -> None:
    team = make_team(name="Corals", people=[olive], actor=admin)
    retire_team(team=team, actor=admin)
    retire_team(team=team, actor=admin)
    assert not teams_of(olive).exists()
    assert told(team)[2:] == [("team.member_left", olive.pk), ("team.retired", None)]
    again = make_team(name="Corals", people=[olive], actor=admin)
    assert list(teams_of(olive)) == [again]
    with pytest.raises(TeamRetired):
        change_team(team=team, name="Reefs", people=[olive], actor=admin)


def test_only_officials_who_may_sign_in_join_a_team(admin: User, olive: User) -> None:
    with pytest.raises(NotAnOfficial):
        make_team(name="Corals", people=[person(role=Role.TRADER)], actor=admin)
    deactivate_person(person=olive, actor=admin)
    with pytest.raises(NotAnOfficial):
        make_team(name="Corals", people=[olive], actor=admin)


@pytest.mark.parametrize("leave", [deactivate_person, anonymise_person])
def test_who_leaves_the_office_leaves_the_teams(admin: User, olive: User, oscar: User, leave: Any) -> None:
    team = make_team(name="Corals", people=[olive, oscar], actor=admin)
    leave(person=olive, actor=admin)
    assert members(team) == {oscar}
    assert told(team)[-1] == ("team.member_left", olive.pk)


def test_who_loses_the_last_role_leaves_the_teams_and_nobody_else(admin: User, olive: User) -> None:
    team = make_team(name="Corals", people=[olive], actor=admin)
    change_roles(person=olive, roles=[Role.CASHIER], actor=admin)
    assert members(team) == {olive}
    revoke_role(person=olive, role=Role.CASHIER, actor=admin)
    assert members(team) == set()


# --- the pages ------------------------------------------------------------------------------------


@pytest.fixture
def client(bb: Any, admin: User) -> Any:
    browser = bb.client()
    browser.force_login(admin)
    return browser


def test_the_administrator_makes_a_team_that_the_page_of_an_official_names(
    client: Any, olive: User, oscar: User
) -> None:
    assert "/officials/teams/" in client.get("/officials/").content.decode()
    assert "There is no team" in client.get("/officials/teams/").content.decode()
    facts = {"name": "Corals", "people": [str(olive.pk), str(oscar.pk)]}
    assert client.post("/officials/teams/add/", facts).headers["Location"] == "/officials/teams/"
    page = client.get("/officials/teams/").content.decode()
    assert "Olive Officer, Oscar Officer" in page
    assert "Corals" in client.get(f"/officials/{olive.pk}/").content.decode()


def test_the_administrator_renames_chooses_and_retires(client: Any, admin: User, olive: User, oscar: User) -> None:
    team = make_team(name="Corals", people=[olive], actor=admin)
    address = f"/officials/teams/{team.pk}/"
    assert client.get(address).context["form"].initial["people"] == [str(olive.pk)]
    client.post(address, {"name": "Reefs", "people": [str(oscar.pk)]})
    team.refresh_from_db()
    assert (team.name, members(team)) == ("Reefs", {oscar})
    client.post(address, {"name": "Reefs"})
    assert members(team) == set()
    assert client.post(f"{address}retire/").headers["Location"] == "/officials/teams/"
    assert client.get(address).status_code == 404


def test_a_name_that_is_taken_is_said_beside_it_and_the_ticks_stay(client: Any, admin: User, olive: User) -> None:
    make_team(name="Corals", people=[], actor=admin)
    answer = client.post("/officials/teams/add/", {"name": "corals", "people": [str(olive.pk)]})
    assert answer.status_code == 422
    assert "There is a team named corals already." in answer.content.decode()
    (box,) = [part for part in answer.content.decode().split("<input") if f'value="{olive.pk}"' in part]
    assert "checked" in box.split(">")[0]


@pytest.mark.parametrize("forged", ["0", "9" * 40, "x"])
def test_forged_members_are_refused(client: Any, forged: str) -> None:
    trader = person(role=Role.TRADER)
    for each in (forged, str(trader.pk)):
        assert client.post("/officials/teams/add/", {"name": "Corals", "people": [each]}).status_code == 422
    assert not Team.objects.exists()
