"""A workflow is put in force where there are people for it, and the doctor says where they have left since."""

from typing import Any

import pytest

from cites.accounts.models import Role, RoleGrant, User
from cites.administration.queries.findings import findings_of
from cites.permits.staffing import DOCTOR
from kernel import clock
from tenants.errors import ProfileFaulty
from tenants.releases.deciding import propose, put_in_force
from tenants.releases.drafting import begin_draft, change_part
from tenants.releases.models import Proposal
from tenants.releases.queries import release_in_force
from tests.factories.accounts import person
from tests.factories.permits import cast


@pytest.fixture
def who(bb: Any) -> Any:
    return cast()


@pytest.fixture
def administrators(bb: Any) -> tuple[User, User]:
    return person(role=Role.PARTY_ADMINISTRATOR), person(role=Role.PARTY_ADMINISTRATOR)


def drafted(by: User, **moves: dict[str, Any]) -> Proposal:
    """A draft in which these moves of the export workflow say something else besides."""
    workflow = release_in_force().parts["workflow"]
    table = workflow["EXP"]["moves"]
    changed = {**table, **{key: {**table[key], **more} for key, more in moves.items()}}
    data = {**workflow, "EXP": {**workflow["EXP"], "moves": changed}}
    return change_part(proposal=begin_draft(by=by), part="workflow", data=data, by=by)


def take_away(*roles: Role) -> None:
    RoleGrant.objects.filter(role__in=roles).update(revoked_at=clock.now())


def refused(proposal: Proposal, by: User) -> str:
    with pytest.raises(ProfileFaulty) as faulty:
        propose(proposal=proposal, by=by, note="As the law says.")
    return "\n".join(f"{fault['file']} {fault['key']}: {fault['reason']}" for fault in faulty.value.data["faults"])


def looked_at(place: Any) -> str:
    return "\n".join(finding.text for finding in DOCTOR.of_party(place.party))


CUSTOMS_EXAMINE = {"tells": ["applicant"]}


def test_a_changed_workflow_for_which_there_are_people_is_proposed_and_approved(who: Any, administrators: Any) -> None:
    draft = propose(proposal=drafted(administrators[0], refuse=CUSTOMS_EXAMINE), by=administrators[0], note="So.")
    assert put_in_force(proposal=draft, by=administrators[1]).number == release_in_force().number


def test_a_role_that_nobody_holds_is_named_with_the_step_and_where_to_invite(who: Any, administrators: Any) -> None:
    take_away(Role.SCIENTIFIC_AUTHORITY)
    said = refused(drafted(administrators[0], refuse=CUSTOMS_EXAMINE), administrators[0])
    assert "workflow.toml EXP.moves.record_finding: Nobody here may do" in said
    assert "give somebody one of these roles: Scientific Authority" in said
    assert "under “Officials”" in said


def test_one_person_for_examining_and_deciding_is_told_with_the_roles(who: Any, administrators: Any) -> None:
    take_away(Role.MA_OFFICER, Role.MA_SIGNATORY)
    olive = person(role=Role.MA_OFFICER, name="Olive Officer")
    RoleGrant.objects.create(user=olive, role=Role.MA_SIGNATORY)
    said = refused(drafted(administrators[0], refuse=CUSTOMS_EXAMINE), administrators[0])
    assert "Too few people" in said
    assert "Management Authority officer, Management Authority signatory" in said


def test_people_who_left_before_the_approval_are_missed_then(who: Any, administrators: Any) -> None:
    draft = propose(proposal=drafted(administrators[0], refuse=CUSTOMS_EXAMINE), by=administrators[0], note="So.")
    take_away(Role.SCIENTIFIC_AUTHORITY)
    with pytest.raises(ProfileFaulty):
        put_in_force(proposal=draft, by=administrators[1])
    person(role=Role.SCIENTIFIC_AUTHORITY)
    assert put_in_force(proposal=draft, by=administrators[1])


def test_what_leaves_the_workflow_alone_is_not_held_up(who: Any, administrators: Any) -> None:
    take_away(Role.SCIENTIFIC_AUTHORITY)
    profile = release_in_force().parts["profile"]
    profile = profile | {"validity_months": profile.get("validity_months", {}) | {"EXP": 3}}
    by = administrators[0]
    draft = change_part(proposal=begin_draft(by=by), part="profile", data=profile, by=by)
    assert propose(proposal=draft, by=by, note="Three months.").state == Proposal.State.PROPOSED


def test_before_anybody_works_there_a_workflow_is_shaped_freely(bb: Any, administrators: Any) -> None:
    draft = drafted(administrators[0], refuse=CUSTOMS_EXAMINE)
    assert propose(proposal=draft, by=administrators[0], note="So.").state == Proposal.State.PROPOSED
    assert looked_at(bb) == ""


def test_the_doctor_says_what_the_people_of_a_party_can_no_longer_do(bb: Any, who: Any) -> None:
    assert looked_at(bb) == ""
    take_away(Role.SCIENTIFIC_AUTHORITY)
    assert "EXP: Nobody here may do" in looked_at(bb)
    assert "Scientific Authority" in looked_at(bb)
    assert "invites people under “Officials”" in looked_at(bb)


def test_while_it_is_drafted_the_lack_of_people_is_a_warning_beside_its_step(who: Any) -> None:
    assert findings_of(release_in_force().parts, "EXP") == []
    take_away(Role.SCIENTIFIC_AUTHORITY)
    found = [each for each in findings_of(release_in_force().parts, "EXP") if each.spot == "moves.record_finding"]
    assert [each.is_warning for each in found] == [True]
    assert "under “Officials”" in found[0].sentence
