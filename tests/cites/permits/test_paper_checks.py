"""Checks of papers of other States are kept for good, corrected by others, accepted for a reason, and asked about."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from cites.permits.check_errors import CheckIsOver, NothingToAccept, QuestionIsSettled
from cites.permits.models import PaperCheck, RuleOverride
from cites.permits.queries.incoming import fold_number, said_of
from cites.permits.queries.overrides import rules_to_override
from cites.permits.queries.paper_checks import (
    QuestionState,
    checks_of,
    open_questions,
    outcome_now,
    paper_check,
    reasons_of_papers,
    state_of_question,
    to_accept,
    verification,
)
from cites.permits.rules.incoming_facts import Outcome
from cites.permits.services.paper_checks import accept_paper, keep_check
from cites.species.models import DesignatedAuthority
from tenants.audit.models import AuditEntry
from tenants.context import today
from tests.factories.all_documents import CORAL_LAMP, a_draft_of, examined
from tests.factories.incoming import ALL_YES, SHELLS, a_paper, asked, checked, noted, registered
from tests.factories.permits import an_application, cast, do, stage_of, to_finding
from tests.factories.releases import now_in_force
from workflows.errors import ActionRefused

UNENDORSED = {**ALL_YES, "endorsed": "no"}


@pytest.fixture
def who(bb: Any) -> Any:
    return cast()


def codes(check: PaperCheck) -> set[str]:
    return {each.code for each in check.said}


def an_import(who: Any) -> Any:
    return an_application(
        who.trader, document_type="IMP", exporter_country="VC", consignee_country="BB", purpose="T",
        export_permit_number="VC-26-0017",
    )  # fmt: skip


def test_a_paper_with_which_all_is_well_only_lacks_a_register_here(who: Any) -> None:
    check = checked(who.customs)
    assert codes(check) == {"IN-REGISTER"}
    assert (check.outcome, outcome_now(check)) == ("warn", Outcome.WARN)
    entry = AuditEntry.objects.get(verb="paper_check.made", subject=check.subject)
    assert entry.actor == who.customs
    assert entry.data["rules"] == ["IN-REGISTER"]


def test_the_register_knows_who_issues_and_signs_in_that_state_and_when(who: Any) -> None:
    with registered():
        known = checked(who.customs)
        assert (known.outcome, known.said) == ("pass", [])
        assert codes(checked(who.customs, number="2", authority="Ministry of Fish")) == {"IN-REGISTER"}
        assert codes(checked(who.customs, number="3", signatory="Somebody Else")) == {"IN-REGISTER"}
        assert checked(who.customs, number="4", authority="fisheries DIVISION").said == []
    gone = [DesignatedAuthority(country="VC", kind="management", name="Fisheries Division", as_of=today())]
    gone[0].valid_to = today() - timedelta(days=60)
    with registered(*gone):
        late = checked(who.customs, number="5", answers={**ALL_YES, "authorities": ""})
    assert {each.code for each in late.said if each.severity == "hard"} == {"IN-AUTHORITY", "IN-REGISTER"}


def test_the_rules_of_applications_speak_of_its_lines(who: Any) -> None:
    assert "P16" in codes(checked(who.customs, lines=[replace(SHELLS, taxon="", name="Nemo nemo")]))
    assert "SRC-MISSING" in codes(checked(who.customs, number="2", lines=[replace(SHELLS, source="")]))
    assert "IN-APPENDIX" in codes(checked(who.customs, number="3", lines=[replace(SHELLS, appendix="III")]))


def test_a_double_click_keeps_one(who: Any) -> None:
    first, second = (keep_check(said=a_paper(), official=who.customs, key="k") for _click in range(2))
    assert first == second
    assert AuditEntry.objects.filter(verb="paper_check.made").count() == 1


def test_it_is_never_changed_and_never_removed(who: Any) -> None:
    check = checked(who.customs)
    for work in (lambda: PaperCheck.objects.filter(pk=check.pk).update(number="x"), PaperCheck.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            work()


def test_a_correction_takes_its_place_and_both_are_kept(who: Any) -> None:
    application = an_import(who)
    first = checked(who.officer, application=application, arrived=False, valid_until=today() - timedelta(days=1))
    assert "IN-EXPIRED" in codes(first)
    second = keep_check(
        said=replace(said_of(first), valid_until=today()), official=who.officer, key="again", corrects=first.pk
    )
    assert "IN-EXPIRED" not in codes(second)
    assert second.application == application
    assert checks_of(application) == [second]
    with pytest.raises(CheckIsOver):
        keep_check(said=said_of(first), official=who.officer, key="third", corrects=first.pk)
    with pytest.raises(CheckIsOver):
        accept_paper(pk=first.pk, reason="x", official=who.officer)
    assert PaperCheck.objects.count() == 2


def test_what_was_typed_is_read_again_as_it_was(who: Any) -> None:
    said = a_paper(doubts=["VF-FRAUD"], boxes_missing="5a", remark="Blue ink")
    check = keep_check(said=said, official=who.customs, key="k")
    assert said_of(paper_check(check.pk)) == said


def test_the_same_paper_is_known_again_however_its_number_was_typed(who: Any) -> None:
    assert fold_number(" vc-26/0017 ") == "VC260017"
    first = checked(who.customs)
    second = checked(who.customs, number="vc 26 0017")
    assert "IN-TWICE" in codes(second)
    assert "IN-TWICE" not in codes(checked(who.customs, number="VC-26-0017", country="US", lines=[]))
    again = keep_check(said=said_of(second), official=who.customs, key="c", corrects=second.pk)
    assert "IN-TWICE" in codes(again)
    assert first.presented_on.isoformat() in str(again.said)


def test_an_official_accepts_what_was_not_endorsed_for_a_reason_once(who: Any) -> None:
    check = checked(who.customs, answers=UNENDORSED)
    assert outcome_now(check) is Outcome.STOP
    accept_paper(pk=check.pk, reason="Told by telephone.", official=who.officer)
    found = paper_check(check.pk)
    assert (outcome_now(found), found.acceptance.rules) == (Outcome.WARN, ["IN-ENDORSED"])
    assert AuditEntry.objects.filter(verb="paper_check.accepted", actor=who.officer).exists()
    with pytest.raises(NothingToAccept):
        accept_paper(pk=check.pk, reason="Again.", official=who.decider)


def test_nobody_accepts_what_is_forbidden(who: Any) -> None:
    check = checked(who.customs, answers=UNENDORSED, original="neither")
    assert to_accept(check) == []
    with pytest.raises(NothingToAccept):
        accept_paper(pk=check.pk, reason="Please.", official=who.officer)


def test_a_party_may_let_nobody_accept_what_was_not_endorsed(who: Any) -> None:
    now_in_force(border={"export_endorsement_binds": True})
    check = checked(who.customs, answers=UNENDORSED)
    assert [each.severity for each in check.said if each.code == "IN-ENDORSED"] == ["hard"]
    assert to_accept(check) == []


def test_a_question_is_to_be_sent_then_waits_then_is_settled(who: Any) -> None:
    question = asked(checked(who.customs), who.officer, last_day=today() + timedelta(days=7))
    assert state_of_question(question) is QuestionState.TO_SEND
    for tidings, state in (
        ("sent", QuestionState.WAITING),
        ("partly", QuestionState.WAITING),
        ("denied", QuestionState.DENIED),
    ):
        noted(question, who.officer, tidings)
        question = verification(question.pk)
        assert state_of_question(question) is state
    assert open_questions() == []
    with pytest.raises(QuestionIsSettled):
        noted(question, who.officer, "confirmed")
    assert AuditEntry.objects.filter(verb="verification.noted", subject=question.subject).count() == 3


def test_a_question_is_late_after_its_last_day_and_stays_open(who: Any) -> None:
    question = asked(checked(who.customs), who.officer, last_day=today())
    assert state_of_question(question, today() + timedelta(days=1)) is QuestionState.LATE
    assert open_questions() == [question]


def test_an_open_question_asks_whoever_decides_for_a_reason(who: Any) -> None:
    application = to_finding(an_import(who), who)
    question = asked(checked(who.officer, application=application, arrived=False), who.officer)
    assert [each.code for each in reasons_of_papers(application)] == ["IN-ASKED"]
    with pytest.raises(ActionRefused):
        do(application, "approve", who.decider)
    do(application, "approve", who.decider, {"reason": "The answer can wait: the paper was verified before."})
    assert "IN-ASKED" in RuleOverride.objects.filter(application=application).values_list("rule", flat=True)
    noted(question, who.officer, "confirmed")
    assert reasons_of_papers(application) == []


def test_a_check_that_stops_asks_whoever_decides_for_a_reason(who: Any) -> None:
    application = an_import(who)
    checked(
        who.officer, application=application, arrived=False, original="original", valid_until=today() - timedelta(1)
    )
    (told,) = [each for each in rules_to_override(application) if each.code == "IN-STOP"]
    assert "IN-EXPIRED" in str(told)


def test_a_paper_is_registered_against_an_open_question_only_for_a_reason(who: Any) -> None:
    application = examined(a_draft_of(who.trader, "NPD", [CORAL_LAMP], purpose="S"), who)
    asked(checked(who.officer, application=application, arrived=False), who.officer)
    with pytest.raises(ActionRefused):
        do(application, "register_paper", who.officer)
    do(application, "register_paper", who.officer, {"reason": "The ministry vouches for it."})
    assert stage_of(application) == "registered"
