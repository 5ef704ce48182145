"""Invented cases of a practice twin: in every stage, whatever the Party, its workflow, its language and its coins."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress

from cites.accounts.invented import invented_people
from cites.accounts.models import User
from cites.permits.invented.cases import make_invented_cases
from cites.permits.invented.playing import steps_to
from cites.permits.models import Application, AuthorityFinding, Permit, RuleOverride
from kernel import clock
from tenants.profiles.files import folder_of, shipped
from tenants.releases.models import Release
from tenants.releases.plain import written
from tenants.releases.queries import forget_releases, release_in_force
from tenants.releases.services import parts_of
from tests.factories.permits import unprinted
from tests.factories.processes import asked_as_well
from tests.thorough import some
from workflows.models import Case
from workflows.queries import workflow_in_force

STAGES = {
    "draft", "submitted", "examining", "question", "returned", "amending", "finding", "decision", "payment", "signing",
    "issued", "used", "closed", "cancelled", "refused", "withdrawn",
}  # fmt: skip


@pytest.fixture
def twin(parties: Any) -> Any:
    (place,) = parties("vu-practice")
    with place.active():
        yield place


def choose(iso2: str, **workflow: Any) -> None:
    """Put the profile of another country in force here, as no page lets anybody, with changes to its workflow."""
    parts = parts_of(folder_of(iso2))
    for table, more in workflow.items():
        parts["workflow"]["EXP"][table] |= more
    put_in_force(parts)


def put_in_force(parts: Any) -> None:
    Release.objects.create(number=2, text=written(parts), author="test", in_force_from=clock.now())
    forget_releases()


def made_now(number: int) -> list[Case]:
    before = set(Case.objects.values_list("pk", flat=True))
    assert make_invented_cases() == number
    return list(Case.objects.exclude(pk__in=before))


def test_a_new_twin_has_a_case_in_every_stage_up_to_today(twin: Any) -> None:
    assert set(Case.objects.values_list("stage", flat=True)) == STAGES
    assert Permit.objects.filter(documents__isnull=False).count() == 4
    assert {case.release_number for case in Case.objects.all()} == {1}
    assert {app.applicant.language for app in Application.objects.all()} == {"en", "fr"}


def test_its_people_have_no_password_and_addresses_that_nobody_has(twin: Any) -> None:
    people = User.objects.all()
    assert len(people) == len(list(invented_people("VU"))) == 16
    assert not any(each.has_usable_password() for each in people)
    assert all(each.email.endswith("@vu-practice.example") for each in people)


def test_where_the_party_uses_security_stamps_each_invented_permit_bears_one(twin: Any) -> None:
    parts = parts_of(folder_of("VU"))
    parts["profile"]["printing"] = {"security_stamps": True}
    put_in_force(parts)
    issued = Permit.objects.filter(application__case__in=made_now(len(STAGES)))
    assert issued.count() == 4
    assert all(permit.stamp.number == f"{permit.application_id}-1" for permit in issued)


def test_where_a_quota_is_too_small_an_official_decides_against_it_and_says_why(twin: Any) -> None:
    parts = parts_of(folder_of("VU"))
    parts["quotas"] = {"quotas": {"clams": {"taxon": "TRI-MAX", "quantity": "1"}}}
    put_in_force(parts)
    cases = made_now(len(STAGES))
    assert {case.stage for case in cases} == STAGES
    assert RuleOverride.objects.filter(rule="B-QUOTA", application__case__in=cases).exclude(reason="").exists()


@pytest.mark.parametrize("iso2", some(shipped(), 4))
def test_every_shipped_profile_plays_a_case_in_every_stage(twin: Any, iso2: str) -> None:
    choose(iso2)
    own = STAGES & set(workflow_in_force("EXP")[1].stages)
    with unprinted():
        cases = made_now(len(own))
    assert {case.stage for case in cases} == own
    assert {case.release_number for case in cases} == {2}
    assert {permit.exporter_country for permit in Permit.objects.filter(release_number=2)} == {iso2.upper()}
    assert all(case.stage_since <= clock.now() for case in cases)


def test_cases_of_weeks_ago_are_played_by_the_release_of_today_however_long_it_takes(
    twin: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr("tenants.releases.queries._KEPT_SECONDS", 0.0)
    choose("fj")
    cases = made_now(16)
    assert {case.stage for case in cases} == STAGES
    assert {case.release_number for case in cases} == {2}


def test_every_country_has_sixteen_people_with_names_of_their_own() -> None:
    for iso2 in shipped():
        people = list(invented_people(iso2))
        assert len(people) == len({each.full_name for each in people}) == 16, iso2


def test_a_workflow_of_the_partys_own_is_played_as_far_as_it_goes(twin: Any) -> None:
    peer = {"label": {"en": "With the peers", "fr": "Chez les pairs"}, "kind": "open", "people": ["ma_officer"]}
    moves = {
        "complete_examination": {"from": ["examining"], "to": "peers", "roles": ["ma_officer"]},
        "release": {"from": ["peers"], "to": "finding", "roles": ["ma_officer"], "verb": "start_examination"},
    }
    choose("vu", stages={"peers": peer}, moves=moves)
    assert {case.stage for case in made_now(17)} == STAGES | {"peers"}


def test_other_authorities_are_played_too_also_where_the_site_is_older_than_their_roles(twin: Any) -> None:
    fisheries = User.objects.get(email="fisheries@vu-practice.example")
    User.objects.filter(pk=fisheries.pk).update(email="before@vu-practice.example")
    EmailAddress.objects.filter(user=fisheries).update(email="before@vu-practice.example")
    fisheries.role_grants.all().delete()
    put_in_force(asked_as_well(parts_of(folder_of("vu")), "fisheries", "forestry", "veterinary", "committee"))
    cases = made_now(16)
    assert {case.stage for case in cases} == STAGES
    assert {each.official.email for each in AuthorityFinding.objects.all()} == {
        f"{word}@vu-practice.example" for word in ("fisheries", "forestry", "veterinary", "committee")
    }


def test_a_stage_that_a_party_left_out_gets_no_case(twin: Any) -> None:
    parts = parts_of(folder_of("vu"))
    del parts["workflow"]["EXP"]["stages"]["returned"], parts["workflow"]["EXP"]["moves"]["return_for_correction"]
    for move in parts["workflow"]["EXP"]["moves"].values():
        move["from"] = [origin for origin in move["from"] if origin != "returned"]
    put_in_force(parts)
    assert {case.stage for case in made_now(15)} == STAGES - {"returned"}


def test_the_way_to_a_stage_begins_with_sending(twin: Any) -> None:
    workflow = workflow_in_force("EXP")[1]
    assert release_in_force().number == 1
    assert steps_to(workflow, "draft") == []
    assert steps_to(workflow, "withdrawn") == ["submit", "withdraw"]
    assert steps_to(workflow, "nowhere") is None
