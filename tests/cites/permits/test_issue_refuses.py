"""Whatever a workflow says, nothing is signed that the Articles do not allow: the action itself refuses."""

from types import SimpleNamespace
from typing import Any

import pytest

from cites.accounts.models import Role
from cites.permits.queries.applications import application_of
from cites.permits.queries.authorities import conditions_found
from cites.permits.services.drafts import save_answers
from tests.factories.accounts import person
from tests.factories.permits import FAVOURABLE, FINDING, an_application, cast, do, pay, stage_of, to_finding
from tests.factories.processes import unlawful_export
from workflows.errors import ActionRefused


@pytest.fixture
def who(bb: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The cast, under a workflow that lets every verb be done at any time and leads to the same stage."""
    release = SimpleNamespace(number=1, part=lambda name: {"workflow": unlawful_export()}[name])
    monkeypatch.setattr("workflows.queries.release_in_force", lambda: release)
    monkeypatch.setattr("workflows.queries.release", lambda number: release)
    return cast()


def refused(application: Any, who: Any, verb: str = "issue", actor: Any = None) -> set[str]:
    with pytest.raises(ActionRefused) as error:
        do(application, verb, actor or who.signatory)
    return {reason.code for reason in error.value.reasons}


def decided_and_paid(application: Any, who: Any) -> None:
    do(application, "approve", who.decider)
    pay(application, who)


def test_a_shortcut_is_refused_with_all_that_is_missing(who: Any) -> None:
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    assert refused(application, who) == {"not_paid", "finding_missing", "examination_missing", "decision_missing"}


def test_what_was_found_decided_and_paid_is_issued(who: Any) -> None:
    application = to_finding(an_application(who.trader), who)
    do(application, "record_finding", who.science, FINDING)
    decided_and_paid(application, who)
    do(application, "issue", who.signatory)
    assert stage_of(application) == "issued"


def test_findings_and_decision_of_what_was_sent_before_do_not_count(who: Any) -> None:
    application = to_finding(an_application(who.trader), who)
    do(application, "record_finding", who.science, FINDING)
    decided_and_paid(application, who)
    do(application, "submit", who.trader)
    assert refused(application, who) == {"finding_missing", "examination_missing", "decision_missing"}


def test_a_finding_after_the_decision_asks_for_a_new_one(who: Any) -> None:
    application = to_finding(an_application(who.trader), who)
    do(application, "record_finding", who.science, FINDING)
    decided_and_paid(application, who)
    do(application, "record_finding", who.science, FINDING)
    assert refused(application, who) == {"decision_missing"}


def test_what_another_authority_finds_after_the_decision_asks_for_a_new_one(who: Any) -> None:
    application = to_finding(an_application(who.trader), who)
    do(application, "record_finding", who.science, FINDING)
    decided_and_paid(application, who)
    fisheries = person(role=Role.FISHERIES_AUTHORITY, name="Desmond Inniss")
    do(application, "record_fisheries_finding", fisheries, FAVOURABLE)
    assert refused(application, who) == {"decision_missing"}


def test_what_another_authority_found_before_it_was_sent_anew_no_longer_counts(who: Any) -> None:
    fisheries = person(role=Role.FISHERIES_AUTHORITY, name="Desmond Inniss")
    application = to_finding(an_application(who.trader), who)
    limited = {"conclusion": "conditional", "conditions": "Only from area 3.", "reason": "The licence."}
    do(application, "record_fisheries_finding", fisheries, limited)
    assert conditions_found(application) == ["Only from area 3."]
    do(application, "submit", who.trader)
    assert conditions_found(application_of(application.case)) == []


def test_a_negative_finding_is_none_that_allows_it(who: Any) -> None:
    application = to_finding(an_application(who.trader), who)
    do(application, "record_finding", who.science, FINDING)
    decided_and_paid(application, who)
    do(application, "record_finding", who.science, FINDING | {"conclusion": "negative"})
    assert "finding_negative" in refused(application, who)


def test_an_examination_again_after_the_decision_asks_for_a_new_one(who: Any) -> None:
    application = to_finding(an_application(who.trader), who)
    do(application, "record_finding", who.science, FINDING)
    decided_and_paid(application, who)
    do(application, "complete_examination", who.officer)
    assert refused(application, who) == {"decision_missing"}


def test_what_is_changed_after_the_decision_is_neither_found_nor_decided_on_nor_issued_before_it_is_sent(
    who: Any,
) -> None:
    application = to_finding(an_application(who.trader), who)
    do(application, "record_finding", who.science, FINDING)
    decided_and_paid(application, who)
    save_answers(application=application, answers={"comments": "Ten times as many."}, actor=who.trader)
    missing = {"not_sent_again", "finding_missing", "examination_missing", "decision_missing"}
    assert refused(application, who) == missing
    assert "not_sent_again" in refused(application, who, "approve", who.decider)
    assert refused(application, who, "record_finding", who.science) == {"not_sent_again"}
    assert refused(application, who, "complete_examination", who.officer) == {"not_sent_again"}
    do(application, "submit", who.trader)
    assert refused(application, who) == missing - {"not_sent_again"}


def test_a_case_whose_document_is_issued_is_not_closed_or_gone_through_again(who: Any) -> None:
    application = to_finding(an_application(who.trader), who)
    do(application, "record_finding", who.science, FINDING)
    decided_and_paid(application, who)
    do(application, "issue", who.signatory)
    assert "already_issued" in refused(application, who)
    for verb, actor in {"withdraw": who.trader, "refuse": who.decider, "return_for_correction": who.officer}.items():
        assert refused(application, who, verb, actor) == {"already_issued"}
    assert "already_issued" in refused(application, who, "submit", who.trader)
    assert "already_issued" in refused(application, who, "approve", who.decider)


def test_what_is_not_issued_is_neither_used_nor_cancelled(who: Any) -> None:
    application = to_finding(an_application(who.trader), who)
    for verb in ("endorse", "cancel"):
        assert refused(application, who, verb) == {"not_issued"}
