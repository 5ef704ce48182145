"""An open case follows a newer release when somebody says so and it fits; else it stays, and is named."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cites.accounts.models import Role
from cites.permits.models import Permit
from cites.permits.queries.applications import quote_for
from tenants.audit.models import AuditEntry
from tenants.profiles.files import folder_of
from tenants.releases.services import make_release, parts_of
from tests.factories.accounts import person
from tests.factories.permits import FINDING, an_application, cast, do, pay, to_finding, to_payment
from workflows.errors import CaseDoesNotFit, StaleCase
from workflows.fitting import fit_of
from workflows.models import Case, CaseStep
from workflows.moving import move_case, previews
from workflows.offers import steps_open_to
from workflows.queries import history, sentence_of

SAYS = "The new fisheries law asks for it."


@pytest.fixture
def who(bb: Any) -> Any:
    return cast()


def newer(change: Any) -> int:
    """Put a release in force whose export workflow is changed; return its number."""
    parts = parts_of(folder_of("BB"))
    change(parts["workflow"]["EXP"])
    return int(make_release(parts=parts, author="a test").number)


def case_of(application: Any) -> Case:
    return Case.objects.get(pk=application.case_id)


def codes(application: Any, number: int) -> list[str]:
    return [reason.code for reason in fit_of(case_of(application), number).obstacles]


def with_customs_deciding(workflow: dict[str, Any]) -> None:
    workflow["moves"]["start_examination"]["roles"] = ["ma_officer", "ma_signatory"]
    workflow["stages"]["submitted"]["label"] = {"en": "At the counter"}


def test_a_case_that_fits_follows_the_newer_release_from_then_on(who: Any) -> None:
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    number = newer(with_customs_deciding)
    assert [offer.action.name for offer in steps_open_to(case_of(application), who.signatory)] == []
    before = case_of(application)
    fit = fit_of(before, number)
    assert (fit.fits, [change.code for change in fit.changes]) == (True, ["stage_renamed"])
    step = move_case(reference=application.reference, number=number, actor=who.decider, note=SAYS)
    moved = case_of(application)
    assert (moved.release_number, moved.stage, moved.stage_since) == (number, "submitted", before.stage_since)
    assert [offer.action.name for offer in steps_open_to(moved, who.signatory)] == ["start_examination"]
    assert (
        sentence_of(step) == f"Everton Clarke moved the case from release {before.release_number} to release {number}"
    )
    assert list(history(moved))[-1].reason == SAYS
    assert AuditEntry.objects.filter(verb="case.move_release", subject=f"case:{moved.reference}").count() == 1


def test_its_fee_is_that_of_the_newer_release(who: Any) -> None:
    application = to_finding(an_application(who.trader), who)
    dear = parts_of(folder_of("BB"))
    before = quote_for(application).total
    dear["fees"]["fees"]["application"]["amount"] = "77.00"
    number = make_release(parts=dear, author="a test").number
    move_case(reference=application.reference, number=number, actor=None, note=SAYS)
    application.case.refresh_from_db()
    assert quote_for(application).total != before


def test_a_case_at_a_stage_that_is_not_there_stays(who: Any) -> None:
    application = an_application(who.trader)
    do(application, "submit", who.trader)

    def without_it(workflow: dict[str, Any]) -> None:
        del workflow["stages"]["submitted"], workflow["moves"]["start_examination"]
        workflow["moves"]["submit"]["to"] = "examining"
        for way in ("withdraw", "amend"):
            workflow["moves"][way]["from"].remove("submitted")

    number = newer(without_it)
    assert codes(application, number) == ["stage_missing"]
    with pytest.raises(CaseDoesNotFit, match="Received"):
        move_case(reference=application.reference, number=number, actor=None, note=SAYS)
    assert case_of(application).release_number != number
    assert CaseStep.objects.filter(verb="move_release").count() == 0


def finding_after_examination(workflow: dict[str, Any]) -> None:
    """The finding is made before the examination, which leads straight to the decision."""
    workflow["moves"]["submit"]["to"] = "finding"
    workflow["moves"]["record_finding"]["to"] = "submitted"
    workflow["moves"]["complete_examination"]["to"] = "decision"


def test_a_case_that_would_lack_a_finding_on_the_ways_that_remain_stays(who: Any) -> None:
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    do(application, "start_examination", who.officer)
    number = newer(finding_after_examination)
    assert codes(application, number)
    assert not fit_of(case_of(application), number).fits


def test_a_case_whose_finding_is_made_does_not_lack_it(who: Any) -> None:
    application = to_finding(an_application(who.trader), who)
    do(application, "record_finding", who.science, FINDING)
    assert fit_of(case_of(application), newer(finding_after_examination)).fits


def test_a_case_that_is_closed_or_follows_the_release_already_stays(who: Any) -> None:
    number = newer(with_customs_deciding)
    application = an_application(who.trader)
    assert codes(application, number) == ["not_newer"]
    do(application, "withdraw", who.trader)
    assert codes(application, number + 0) == ["not_newer"]
    assert previews(number, []) == []


def test_a_branch_that_the_newer_release_opens_begins_and_is_joined(who: Any) -> None:
    application = to_finding(an_application(who.trader), who)

    def side_by_side(workflow: dict[str, Any]) -> None:
        finding, move = workflow["stages"]["finding"], workflow["moves"].pop("record_finding")
        workflow["stages"]["finding"] = {
            **finding,
            "people": [],
            "joined": "decision",
            "branches": {
                "science": {
                    "label": {"en": "The Scientific Authority"},
                    "first": "to_find",
                    "stages": {
                        "to_find": {"label": {"en": "To be found"}, "people": ["scientific_authority"]},
                        "found": {"label": {"en": "Found"}, "kind": "final"},
                    },
                    "moves": {"record_finding": {**move, "from": ["to_find"], "to": "found"}},
                }
            },
        }

    number = newer(side_by_side)
    fit = fit_of(case_of(application), number)
    assert (fit.fits, [change.code for change in fit.changes]) == (True, ["branch_opened"])
    move_case(reference=application.reference, number=number, actor=None, note=SAYS)
    assert do(application, "record_finding", who.science, FINDING).joined == "decision"
    do(application, "approve", who.decider)
    pay(application, who)
    do(application, "issue", who.signatory)
    assert Permit.objects.filter(application=application).exists()


def examined_at_once(workflow: dict[str, Any]) -> None:
    """The examination begins by itself."""
    workflow["moves"]["start_examination"] = {
        "from": ["submitted"], "to": "examining", "automatic": True, "at_once": True
    }  # fmt: skip


def test_what_the_newer_release_lets_it_do_at_once_is_told_and_done(who: Any) -> None:
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    number = newer(examined_at_once)
    fit = fit_of(case_of(application), number)
    assert (fit.fits, [change.code for change in fit.changes]) == (True, ["goes_on"])
    move_case(reference=application.reference, number=number, actor=who.decider, note=SAYS)
    assert case_of(application).stage == "examining"
    steps = list(history(case_of(application)))
    assert [(step.verb, step.actor) for step in steps[-2:]] == [
        ("move_release", who.decider), ("start_examination", None)
    ]  # fmt: skip


def test_a_repeat_with_its_key_changes_nothing_and_a_version_that_is_past_is_refused(who: Any) -> None:
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    number, seen = newer(with_customs_deciding), case_of(application).version
    facts = {"reference": application.reference, "number": number, "actor": who.decider, "note": SAYS}
    with pytest.raises(StaleCase):
        move_case(**facts, version=seen - 1, key="a")
    assert move_case(**facts, version=seen, key="a") == move_case(**facts, version=seen, key="a")
    assert case_of(application).version == seen + 1
    with pytest.raises(StaleCase):
        move_case(**(facts | {"actor": who.officer}), version=seen, key="a")


def told(*options: str) -> str:
    out = io.StringIO()
    call_command("move_cases", "BB", *options, stdout=out)
    return out.getvalue()


def test_the_command_previews_and_moves_only_when_it_is_told_to(who: Any, front_door: Any, bb: Any) -> None:
    sent, owed = an_application(who.trader), to_payment(an_application(who.trader), who)
    do(sent, "submit", who.trader)
    number = newer(with_customs_deciding)
    with front_door.active():
        ngozi = person(Role.OPERATOR, "Ngozi Operator")
    preview = told(sent.reference, owed.reference)
    assert "Nothing was changed" in preview
    assert "At the counter" in preview
    assert case_of(sent).release_number != number
    with pytest.raises(CommandError, match="--note"):
        told("--apply", "--by", ngozi.email)
    with pytest.raises(CommandError, match="no such case: X-1"):
        told("X-1")
    assert f"{sent.reference}: release" in told(
        sent.reference, owed.reference, "--apply", "--by", ngozi.email, "--note", SAYS
    )
    assert {case_of(sent).release_number, case_of(owed).release_number} == {number}
    assert ngozi.email not in str(AuditEntry.objects.filter(verb="case.move_release").values_list("data", flat=True))
