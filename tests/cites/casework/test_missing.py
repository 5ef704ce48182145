"""What is missing stands in one place at the top of a case: told from the process, the rules and the ledger."""

from typing import Any

import pytest

from cites.accounts.models import Role, User
from cites.permits.models import Application
from tenants.profiles.files import folder_of
from tenants.releases.services import make_release, parts_of
from tests.factories.accounts import person
from tests.factories.permits import (
    FAVOURABLE,
    FINDING,
    an_application,
    cast,
    do,
    issued,
    pay,
    to_finding,
    to_payment,
)
from tests.factories.workflows import branch, move

SCIENCE, FISHERIES = "Still to come: Non-detriment finding", "Still to come: Finding of the fisheries authority"
OWED = "is owed."


def missing(place: Any, application: Any, reader: User) -> list[str]:
    client = place.client()
    client.force_login(reader)
    return [each.text for each in client.get(f"/cases/{application.reference}/").context["view"].missing]


def test_a_finding_is_missing_until_it_is_made(bb: Any) -> None:
    who = cast()
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    assert missing(bb, application, who.officer) == [SCIENCE]
    do(application, "start_examination", who.officer)
    do(application, "complete_examination", who.officer)
    assert missing(bb, application, who.science) == [SCIENCE]
    do(application, "record_finding", who.science, FINDING)
    assert missing(bb, application, who.decider) == []


def test_every_authority_that_works_side_by_side_is_missing_until_it_has_found(bb: Any) -> None:
    parts = parts_of(folder_of("BB"))
    table = parts["workflow"]["EXP"]
    others = {
        "science": branch("record_finding", "scientific_authority"),
        "fish": branch("record_fisheries_finding", "fisheries_authority"),
    }
    table["stages"]["finding"] |= {"branches": others, "joined": "decision"}
    del table["moves"]["record_finding"]
    make_release(parts=parts, author="a test")
    who, fishery = cast(), person(role=Role.FISHERIES_AUTHORITY)
    application = to_finding(an_application(who.trader), who)
    assert missing(bb, application, who.officer) == [SCIENCE, FISHERIES]
    do(application, "record_finding", who.science, FINDING)
    assert missing(bb, application, who.officer) == [FISHERIES]
    do(application, "record_fisheries_finding", fishery, FAVOURABLE)
    assert missing(bb, application, who.officer) == []


def test_advice_that_a_process_allows_and_can_do_without_is_not_missing(bb: Any) -> None:
    parts = parts_of(folder_of("BB"))
    advice = move("decision", "decision", "committee_member", verb="record_committee_advice")
    parts["workflow"]["EXP"]["moves"]["advise"] = advice
    make_release(parts=parts, author="a test")
    who = cast()
    application = to_finding(an_application(who.trader), who)
    assert missing(bb, application, who.officer) == [SCIENCE]


def test_what_the_applicant_owes_is_missing(bb: Any) -> None:
    who = cast()
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    do(application, "start_examination", who.officer)
    do(application, "ask", who.officer, {"text": "Which vessel?"})
    assert missing(bb, application, who.officer) == ["The applicant has not answered the question yet.", SCIENCE]
    do(application, "answer", who.trader, {"text": "Miss Ruby"})
    do(application, "return_for_correction", who.officer, {"reason": "Name the vessel in the comments."})
    assert missing(bb, application, who.officer) == [
        "The applicant has not sent the corrected application yet.",
        SCIENCE,
    ]


def test_an_answer_that_a_rule_asks_for_is_missing_and_said_with_the_rules_as_well(bb: Any) -> None:
    who = cast()
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    Application.objects.filter(pk=application.pk).update(purpose="")
    client = bb.client()
    client.force_login(who.officer)
    page = client.get(f"/cases/{application.reference}/")
    assert page.context["view"].missing[0].text == "Choose a purpose from the list."
    assert page.content.decode().count("Choose a purpose from the list.") == 2


def test_a_fee_that_is_owed_is_missing_for_those_who_may_know_of_it(bb: Any) -> None:
    who = cast()
    application = to_payment(an_application(who.trader), who)
    (owed,) = missing(bb, application, who.signatory)
    assert owed.startswith("Invoice ")
    assert owed.endswith(OWED)
    assert missing(bb, application, who.science) == []
    pay(application, who)
    assert missing(bb, application, who.signatory) == []


def test_a_negative_finding_is_said_once_though_it_stands_against_a_step(bb: Any) -> None:
    who = cast()
    application = to_finding(an_application(who.trader), who)
    do(application, "record_finding", who.science, FINDING | {"conclusion": "negative"})
    assert missing(bb, application, who.decider) == ["The Scientific Authority found the export detrimental."]


def test_that_a_step_is_somebody_elses_is_not_missing(bb: Any) -> None:
    who = cast()
    application = to_finding(an_application(who.trader), who)
    do(application, "record_finding", who.science, FINDING)
    client = bb.client()
    client.force_login(who.officer)
    page = client.get(f"/cases/{application.reference}/")
    assert "somebody else has to do this one" in page.content.decode()
    assert page.context["view"].missing == []
    assert "Nothing is missing for the next steps." in page.content.decode()


@pytest.mark.parametrize("end", ["issued", "withdrawn"])
def test_once_a_case_is_issued_or_closed_nothing_is_missing_any_more(bb: Any, end: str) -> None:
    who = cast()
    if end == "issued":
        application = issued(who).application
    else:
        application = an_application(who.trader)
        do(application, "submit", who.trader)
        do(application, "withdraw", who.trader)
    client = bb.client()
    client.force_login(who.officer)
    assert "What is missing" not in client.get(f"/cases/{application.reference}/").content.decode()
