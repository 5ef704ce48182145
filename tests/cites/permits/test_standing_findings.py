"""What the authorities find is kept kind by kind; a finding in force is taken over by case, within what it covers."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from cites.accounts.models import Role
from cites.permits.actions.complete_examination import CompleteExamination
from cites.permits.errors import FindingIsOver
from cites.permits.models import Application, Finding, StandingUse
from cites.permits.queries.applications import application, application_of
from cites.permits.queries.authorities import conditions_found
from cites.permits.queries.findings import what_is_sought
from cites.permits.queries.found import reasons_of_findings
from cites.permits.queries.standing_findings import offered_to, used_of
from cites.permits.services.findings import make_finding
from cites.permits.services.standing_findings import withdraw_standing_finding
from kernel import clock
from tenants.context import today
from tests.factories.accounts import person
from tests.factories.findings import in_force_for
from tests.factories.permits import CONCH, SHELLS, Cast, an_application, cast, do, pay, to_finding
from workflows.errors import ActionRefused, DutyConflict

ALL_OF_IT: dict[str, Any] = {"quantity": Decimal(2000), "unit": "KGM", "terms": "MEA"}


@pytest.fixture
def who(bb: Any) -> Cast:
    return cast()


def fresh(of: Application) -> Application:
    return application(of.reference)


def codes(of: Application) -> list[str]:
    return [reason.code for reason in reasons_of_findings(fresh(of))]


def states(of: Application) -> dict[tuple[str, str], str]:
    return {(each.line.letter, each.needed.kind.value): each.state for each in what_is_sought(fresh(of))}


def test_each_finding_is_missing_until_its_authority_has_recorded_it(who: Cast) -> None:
    case = an_application(who.trader)
    do(case, "submit", who.trader)
    assert set(states(case).values()) == {"missing"}
    do(case, "start_examination", who.officer)
    do(case, "complete_examination", who.officer)
    assert states(case)["A", "LAF"] == "positive"
    assert states(case)["A", "NDF"] == "missing"
    assert codes(case) == ["finding_missing"]
    made = Finding.objects.get(application=case, kind="LAF")
    assert (made.official, made.authority, made.lines) == (who.officer, "management", [1, 2])


def test_what_the_management_authority_does_not_find_cannot_be_approved(who: Cast) -> None:
    case = an_application(who.trader)
    do(case, "submit", who.trader)
    do(case, "start_examination", who.officer)
    do(case, "complete_examination", who.officer, {"found_LAF": "negative", "reason": "No licence."})
    do(case, "record_finding", who.science, {"conclusion": "positive", "reason": "Within the quota."})
    with pytest.raises(ActionRefused) as refused:
        do(case, "approve", who.decider)
    assert [reason.code for reason in refused.value.reasons] == ["finding_negative"]
    assert refused.value.reasons[0].source == "Article IV.2(b)"


def test_an_examination_that_leaves_a_finding_out_changes_nothing(who: Cast) -> None:
    case = an_application(who.trader)
    do(case, "submit", who.trader)
    do(case, "start_examination", who.officer)
    with pytest.raises(ActionRefused):
        do(case, "complete_examination", who.officer, {"found_LAF": ""})
    assert not Finding.objects.filter(application=case).exists()


def test_conditions_of_both_authorities_stand_on_the_permit(who: Cast) -> None:
    case = an_application(who.trader)
    do(case, "submit", who.trader)
    do(case, "start_examination", who.officer)
    do(case, "complete_examination", who.officer, {"found_LAF": "conditional", "conditions": "With the landing slip."})
    do(case, "record_finding", who.science, {"conclusion": "conditional", "conditions": "Area 3 only.", "reason": "R."})
    assert conditions_found(fresh(case)) == ["With the landing slip.", "Area 3 only."]


def test_a_case_examined_before_findings_were_kept_goes_on_as_it_was(who: Cast, monkeypatch: Any) -> None:
    monkeypatch.setattr(CompleteExamination, "do", lambda self, case, actor, data: None)
    monkeypatch.setattr(CompleteExamination, "facts", lambda self, data: {})  # as the version before wrote it
    case = to_finding(an_application(who.trader), who)
    make_finding(application=case, conclusion="positive", conditions="", reason="R.", official=who.science)
    assert states(case)["A", "LAF"] == "implied"
    do(case, "record_finding", who.science, {"conclusion": "positive", "reason": "R."})
    assert codes(case) == []
    do(case, "approve", who.decider)
    pay(case, who)
    do(case, "issue", who.signatory)


def test_a_finding_in_force_is_offered_and_counts_only_once_it_is_taken_over(who: Cast) -> None:
    standing = in_force_for(who.science)
    case = to_finding(an_application(who.trader), who)
    offered = offered_to(fresh(case), "scientific")
    assert [(each.finding.pk, [line.letter for line in each.lines]) for each in offered] == [(standing.pk, ["A", "B"])]
    assert codes(case) == ["finding_missing"]
    do(case, "record_finding", who.science, {"adopt": [str(standing.pk)], "found_NDF": ""})
    assert codes(case) == []
    adopted = Finding.objects.get(application=case, kind="NDF")
    assert (adopted.standing, adopted.official, adopted.reason) == (standing, who.science, standing.reason)


def test_lines_that_it_does_not_cover_are_answered_beside_it(who: Cast) -> None:
    standing = in_force_for(who.science, terms="MEA")
    case = to_finding(an_application(who.trader, (CONCH, SHELLS)), who)
    with pytest.raises(ActionRefused):
        do(case, "record_finding", who.science, {"adopt": [standing.pk], "found_NDF": ""})
    do(case, "record_finding", who.science, {"adopt": [standing.pk], "conclusion": "negative", "reason": "Too many."})
    assert states(case) | {("A", "LAF"): "", ("B", "LAF"): ""} == {
        ("A", "NDF"): "positive", ("A", "LAF"): "", ("B", "NDF"): "negative", ("B", "LAF"): "",
    }  # fmt: skip
    assert codes(case) == ["finding_negative"]


@pytest.mark.parametrize(
    "said",
    [
        {"taxon_code": "TRI-MAX"},
        {"terms": "LIV"},
        {"sources": "C F"},
        {"country": "VU"},
        {"quantity": Decimal(1000), "unit": "KGM", "terms": "MEA"},
        {"quantity": Decimal(1000), "unit": "NAR", "terms": "MEA"},
    ],
)
def test_it_is_not_offered_outside_what_it_covers(who: Cast, said: dict[str, Any]) -> None:
    in_force_for(who.science, **said)
    case = to_finding(an_application(who.trader, (CONCH,)), who)
    assert offered_to(fresh(case), "scientific") == []


def test_it_is_offered_only_on_its_days_and_to_its_holder(who: Cast) -> None:
    day = timedelta(days=1)
    in_force_for(who.science, valid_from=today() + day)
    in_force_for(who.science, valid_from=today() - 9 * day, valid_until=today() - day)
    in_force_for(who.science, applicant=who.officer)
    theirs = in_force_for(who.science, applicant=who.trader)
    case = to_finding(an_application(who.trader), who)
    assert [each.finding.pk for each in offered_to(fresh(case), "scientific")] == [theirs.pk]


def test_the_later_one_takes_its_place_and_what_was_taken_over_stays(who: Cast) -> None:
    standing = in_force_for(who.science)
    case = to_finding(an_application(who.trader), who)
    do(case, "record_finding", who.science, {"adopt": [standing.pk], "found_NDF": ""})
    later = in_force_for(who.science, replaces=standing.pk, valid_from=today())
    other = to_finding(an_application(who.trader), who)
    assert [each.finding.pk for each in offered_to(fresh(other), "scientific")] == [later.pk]
    assert codes(case) == []
    with pytest.raises(FindingIsOver):
        in_force_for(who.science, replaces=standing.pk)


def test_once_withdrawn_it_counts_on_no_case_any_more(who: Cast) -> None:
    standing = in_force_for(who.science)
    case = to_finding(an_application(who.trader), who)
    do(case, "record_finding", who.science, {"adopt": [standing.pk], "found_NDF": ""})
    do(case, "approve", who.decider)
    pay(case, who)
    withdraw_standing_finding(pk=standing.pk, reason="The stock collapsed.", official=who.science)
    with pytest.raises(ActionRefused):
        do(case, "issue", who.signatory)
    with pytest.raises(FindingIsOver):
        withdraw_standing_finding(pk=standing.pk, reason="Again.", official=who.science)
    assert offered_to(fresh(case), "scientific") == []


def test_what_it_covered_on_the_day_of_the_decision_may_be_issued_later(who: Cast) -> None:
    standing = in_force_for(who.science, valid_until=today())
    case = to_finding(an_application(who.trader), who)
    do(case, "record_finding", who.science, {"adopt": [standing.pk], "found_NDF": ""})
    with clock.frozen(clock.now() + timedelta(days=2)):
        assert codes(case) == ["finding_missing"]
    do(case, "approve", who.decider)
    pay(case, who)
    with clock.frozen(clock.now() + timedelta(days=2)):
        do(case, "issue", who.signatory)


def test_what_is_issued_stays_found_when_it_is_withdrawn_afterwards(who: Cast) -> None:
    standing = in_force_for(who.science)
    case = to_finding(an_application(who.trader), who)
    do(case, "record_finding", who.science, {"adopt": [standing.pk], "found_NDF": ""})
    do(case, "approve", who.decider)
    pay(case, who)
    do(case, "issue", who.signatory)
    withdraw_standing_finding(pk=standing.pk, reason="A newer survey.", official=who.science)
    assert set(states(case).values()) == {"positive"}


def test_the_examiner_cannot_take_over_for_science(who: Cast) -> None:
    both = person(role=Role.MA_OFFICER)
    both.groups.add(*who.science.groups.all())
    standing = in_force_for(who.science)
    case = to_finding(an_application(who.trader), Cast(**{**vars(who), "officer": both}))
    with pytest.raises((DutyConflict, ActionRefused)):
        do(case, "record_finding", both, {"adopt": [standing.pk], "found_NDF": ""})


def test_a_finding_of_the_management_authority_is_taken_over_by_its_examiner(who: Cast) -> None:
    standing = in_force_for(who.officer, authority="management")
    case = an_application(who.trader)
    do(case, "submit", who.trader)
    do(case, "start_examination", who.officer)
    assert offered_to(fresh(case), "scientific") == []
    do(case, "complete_examination", who.officer, {"adopt": [standing.pk], "found_LAF": ""})
    assert states(case)["A", "LAF"] == "positive"


def test_what_a_withdrawn_application_took_is_given_back(who: Cast) -> None:
    standing = in_force_for(who.science, **ALL_OF_IT)
    case = to_finding(an_application(who.trader, (CONCH,)), who)
    do(case, "record_finding", who.science, {"adopt": [standing.pk], "found_NDF": ""})
    assert used_of(standing, today().year) == Decimal(1250)
    other = to_finding(an_application(who.trader, (CONCH,)), who)
    assert offered_to(fresh(other), "scientific") == []
    with pytest.raises(ActionRefused):
        do(other, "record_finding", who.science, {"adopt": [standing.pk], "found_NDF": ""})
    do(case, "withdraw", who.trader, {"reason": ""})
    assert used_of(standing, today().year) == 0
    assert len(offered_to(fresh(other), "scientific")) == 1


def test_a_favourable_finding_never_adds_a_reason(who: Cast) -> None:
    case = an_application(who.trader)
    do(case, "submit", who.trader)
    before = {reason.data.get("about") for reason in reasons_of_findings(fresh(case))}
    do(case, "start_examination", who.officer)
    for verb, actor, data in (
        ("complete_examination", who.officer, {}),
        ("record_finding", who.science, {"conclusion": "positive", "reason": "R."}),
    ):
        do(case, verb, actor, data)
        after = {reason.data.get("about") for reason in reasons_of_findings(fresh(case))}
        assert after <= before | {"NDF"}
    assert reasons_of_findings(application_of(fresh(case).case)) == []
    assert StandingUse.objects.count() == 0
