"""What other authorities find beside the Scientific one: side by side, for good, printed, and not passed over in silence."""

from typing import Any

import pytest

from cites.accounts.models import Role
from cites.permits.models import AuthorityFinding, Conclusion, ConsultedAuthority, Permit
from cites.permits.queries.applications import application_of
from cites.permits.rules.authorities import AUTHORITY_OF_VERB, ROLE_OF_AUTHORITY, OtherAuthority
from tenants.audit.models import AuditEntry
from tenants.errors import AppendOnlyRecord
from tenants.profiles.files import folder_of
from tenants.releases.queries import forget_releases
from tenants.releases.services import make_release, parts_of
from tests.factories.accounts import person
from tests.factories.permits import FAVOURABLE, FINDING, an_application, cast, do, pay, stage_of, to_finding
from tests.factories.processes import asked_as_well
from workflows.errors import ActionRefused, DutyConflict
from workflows.guards import guards
from workflows.models import Case
from workflows.verbs import actions

VERB_OF = {authority: verb for verb, authority in AUTHORITY_OF_VERB.items()}
LIMITED = {"conclusion": "conditional", "conditions": "Only from area 3.", "reason": "The licence names it."}
AGAINST = {"conclusion": "unfavourable", "conditions": "", "reason": "The licence has run out."}


@pytest.fixture
def who(bb: Any) -> Any:
    """The cast, under a release in which every other authority is asked beside the Scientific one."""
    asking(*OtherAuthority)
    return cast()


def asking(*authorities: str) -> None:
    make_release(parts=asked_as_well(parts_of(folder_of("bb")), *authorities), author="a test")
    forget_releases()


def of(authority: OtherAuthority) -> Any:
    return person(role=ROLE_OF_AUTHORITY[authority], name=f"Somebody of {authority}")


def found_by_all(application: Any, who: Any, **said: Any) -> None:
    """Science and every authority find; ``said`` is what one of them does not say as the others do."""
    for authority in OtherAuthority:
        do(application, VERB_OF[authority], of(authority), said.get(authority, FAVOURABLE))
    do(application, "record_finding", who.science, FINDING)


def window(bb: Any, person: Any) -> Any:
    client = bb.client()
    client.force_login(person)
    return client


def test_every_authority_has_a_verb_a_role_and_a_place_in_the_table() -> None:
    assert set(ROLE_OF_AUTHORITY) == set(OtherAuthority) == set(AUTHORITY_OF_VERB.values())
    assert set(ROLE_OF_AUTHORITY.values()) <= set(Role.values)
    assert ConsultedAuthority.values == [each.value for each in OtherAuthority]
    assert set(AUTHORITY_OF_VERB) <= set(actions.names())


@pytest.mark.parametrize("authority", OtherAuthority)
def test_a_finding_is_kept_for_good_audited_and_told_in_the_history(
    bb: Any, who: Any, authority: OtherAuthority
) -> None:
    application, official = to_finding(an_application(who.trader), who), of(authority)
    do(application, VERB_OF[authority], official, LIMITED)
    finding = AuthorityFinding.objects.get(application=application)
    assert (finding.authority, finding.conditions, finding.official) == (authority, "Only from area 3.", official)
    with pytest.raises(AppendOnlyRecord):
        finding.save()
    trail = AuditEntry.objects.filter(verb="finding.made").latest("pk")
    assert trail.data == {"kind": authority.value, "conclusion": "conditional"}
    html = window(bb, who.decider).get(f"/cases/{application.reference}/").content.decode()
    assert f"Somebody of {authority} recorded the" in html
    assert "Favourable, under conditions" in html
    assert "Only from area 3." in html


def test_the_case_waits_for_all_of_them_whoever_comes_last(who: Any) -> None:
    application = to_finding(an_application(who.trader), who)
    do(application, "record_finding", who.science, FINDING)
    for authority in reversed(OtherAuthority):
        assert stage_of(application) == "finding"
        do(application, VERB_OF[authority], of(authority), FAVOURABLE)
    assert stage_of(application) == "decision"


def test_the_conditions_of_all_stand_in_box_5_of_the_permit(who: Any) -> None:
    application = to_finding(an_application(who.trader), who)
    for authority in (OtherAuthority.FISHERIES, OtherAuthority.VETERINARY):
        do(application, VERB_OF[authority], of(authority), LIMITED | {"conditions": f"As {authority} says."})
    for authority in (OtherAuthority.FORESTRY, OtherAuthority.COMMITTEE):
        do(application, VERB_OF[authority], of(authority), FAVOURABLE)
    do(application, "record_finding", who.science,
       FINDING | {"conclusion": Conclusion.CONDITIONAL, "conditions": "Only this season."})  # fmt: skip
    do(application, "approve", who.decider)
    pay(application, who)
    do(application, "issue", who.signatory)
    printed = Permit.objects.get(application=application).special_conditions
    assert printed.splitlines() == ["Only this season.", "As fisheries says.", "As veterinary says."]


def test_conditions_that_do_not_fit_beside_the_others_are_not_kept(who: Any) -> None:
    application = to_finding(an_application(who.trader), who)
    long = LIMITED | {"conditions": "W" * 500}
    with pytest.raises(ActionRefused) as refused:
        do(application, "record_fisheries_finding", of(OtherAuthority.FISHERIES), long)
    assert [reason.data["box"] for reason in refused.value.reasons] == ["5"]
    assert not AuthorityFinding.objects.exists()
    assert stage_of(application) == "finding"


def test_against_an_authority_it_is_approved_only_for_a_reason_and_nothing_is_lost(bb: Any, who: Any) -> None:
    application = to_finding(an_application(who.trader), who)
    found_by_all(application, who, fisheries=AGAINST)
    client, address = window(bb, who.decider), f"/cases/{application.reference}/do/approve/"
    assert (
        "although this speaks against it: Fisheries authority: not favourable" in client.get(address).content.decode()
    )
    version = Case.objects.get(pk=application.case_id).version
    for reason in ("", "  "):
        answer = client.post(address, {"version": version, "key": "one", "reason": reason})
        assert answer.status_code == 422
        assert "Say why you approve against what was found" in answer.content.decode()
    with pytest.raises(ActionRefused):
        do(application, "approve", who.decider)
    assert stage_of(application) == "decision"
    assert client.post(address, {"version": version, "key": "one", "reason": "It was renewed."}).status_code == 302
    assert stage_of(application) == "payment"
    assert "It was renewed." in client.get(f"/cases/{application.reference}/").content.decode()


def test_what_the_scientific_authority_finds_detrimental_no_reason_overrides(who: Any) -> None:
    application = to_finding(an_application(who.trader), who)
    for authority in OtherAuthority:
        do(application, VERB_OF[authority], of(authority), FAVOURABLE)
    do(application, "record_finding", who.science, FINDING | {"conclusion": Conclusion.NEGATIVE})
    with pytest.raises(ActionRefused) as refused:
        do(application, "approve", who.decider, {"reason": "All the same."})
    assert {reason.code for reason in refused.value.reasons} == {"finding_negative"}


def test_a_condition_left_out_is_asked_for_and_what_was_written_stays(bb: Any, who: Any) -> None:
    application = to_finding(an_application(who.trader), who)
    address = f"/cases/{application.reference}/do/record_fisheries_finding/"
    client = window(bb, of(OtherAuthority.FISHERIES))
    version = Case.objects.get(pk=application.case_id).version
    answer = client.post(
        address, {"conclusion": "conditional", "reason": "See area 3.", "version": version, "key": "f"}
    )
    assert answer.status_code == 422
    assert "Name the conditions." in answer.content.decode()
    assert "See area 3." in answer.content.decode()


@pytest.mark.parametrize("authority", OtherAuthority)
def test_an_authority_finds_for_itself_alone(who: Any, authority: OtherAuthority) -> None:
    application, official = to_finding(an_application(who.trader), who), of(authority)
    for verb in {"record_finding", *AUTHORITY_OF_VERB} - {VERB_OF[authority]}:
        with pytest.raises(ActionRefused) as refused:
            do(application, verb, official, FAVOURABLE)
        assert {reason.code for reason in refused.value.reasons} == {"wrong_role"}


def test_who_found_for_an_authority_does_not_decide(who: Any) -> None:
    application = to_finding(an_application(who.trader), who)
    both = of(OtherAuthority.FISHERIES)
    both.role_grants.create(role=Role.MA_OFFICER)
    del both.roles
    do(application, "record_fisheries_finding", both, FAVOURABLE)
    for authority in set(OtherAuthority) - {OtherAuthority.FISHERIES}:
        do(application, VERB_OF[authority], of(authority), FAVOURABLE)
    do(application, "record_finding", who.science, FINDING)
    with pytest.raises(DutyConflict):
        do(application, "approve", both)


def test_a_process_can_tell_cases_by_what_was_found(who: Any) -> None:
    favourable, unfavourable = guards.get("findings_favourable"), guards.get("findings_unfavourable")
    for said, expected in ((FAVOURABLE, True), (AGAINST, False)):
        application = to_finding(an_application(who.trader), who)
        found_by_all(application, who, fisheries=said)
        case = Case.objects.get(pk=application.case_id)
        assert (favourable.reasons(case, None) == []) is expected
        assert (unfavourable.reasons(case, None) == []) is not expected


def test_the_applicant_reads_that_an_authority_found_and_not_who_or_what(bb: Any, who: Any) -> None:
    application = to_finding(an_application(who.trader), who)
    do(application, "record_fisheries_finding", of(OtherAuthority.FISHERIES), AGAINST)
    html = window(bb, who.trader).get(f"/applications/{application.reference}/").content.decode()
    assert "Fisheries authority: the finding was recorded" in html
    assert "Somebody of" not in html
    assert "The licence has run out." not in html


def test_a_case_of_the_release_before_is_not_asked_about(bb: Any) -> None:
    who = cast()
    old = to_finding(an_application(who.trader), who)
    asking("fisheries")
    do(old, "record_finding", who.science, FINDING)
    assert stage_of(old) == "decision"
    new = to_finding(an_application(who.trader), who)
    do(new, "record_finding", who.science, FINDING)
    assert stage_of(new) == "finding"
    assert application_of(new.case).case.release_number == 2
