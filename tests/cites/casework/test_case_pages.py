"""Officials work through their list, read a case from top to bottom, and take its steps."""

import gzip
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cites.accounts.models import Role
from tenants.profiles.files import folder_of
from tenants.releases.services import make_release, parts_of
from tests.factories.accounts import person
from tests.factories.permits import CONCH, FINDING, an_application, cast, do, issued, to_finding, to_payment
from tests.factories.workflows import branch
from workflows.models import Case

PAGE = 15_000


def signed_in(place: Any, user: Any) -> Any:
    client = place.client()
    client.force_login(user)
    return client


def version_of(application: Any) -> int:
    return Case.objects.get(pk=application.case_id).version


def test_drafts_are_nobodys_business(bb: Any) -> None:
    who = cast()
    draft = an_application(who.trader)
    client = signed_in(bb, who.officer)
    assert draft.reference not in client.get("/cases/").content.decode()
    assert client.get(f"/cases/{draft.reference}/").status_code == 404


def test_the_worklist_counts_right_and_finds_by_what_one_remembers(bb: Any) -> None:
    who = cast()
    first = an_application(who.trader, exporter_name="Coral Bay Exports")
    do(first, "submit", who.trader)
    second = to_finding(an_application(who.trader), who)
    client = signed_in(bb, who.officer)
    listed = client.get("/cases/").context["worklist"]
    counts = {str(facet.label): facet.count for facet in listed.facets}
    assert counts["All open cases"] == 2
    assert counts["Waiting for me"] == 1
    mine = client.get("/cases/?show=mine").context["worklist"]
    assert [row.reference for row in mine.rows] == [first.reference]
    for text in ("coral bay", first.reference[-6:], "Coral"):
        found = client.get("/cases/", {"q": text}).context["worklist"]
        assert [row.reference for row in found.rows] == [first.reference]
    assert len(client.get("/cases/?q=Aliger").context["worklist"].rows) == 2
    assert "No case fits" in client.get("/cases/?q=nothing-like-it").content.decode()
    science = signed_in(bb, who.science).get("/cases/?show=mine").context["worklist"]
    assert [row.reference for row in science.rows] == [second.reference]


def test_who_examined_is_not_asked_to_decide(bb: Any) -> None:
    who = cast()
    application = to_finding(an_application(who.trader), who)
    do(application, "record_finding", who.science, FINDING)
    assert not signed_in(bb, who.officer).get("/cases/?show=mine").context["worklist"].rows
    assert signed_in(bb, who.decider).get("/cases/?show=mine").context["worklist"].rows


def test_the_worklist_costs_the_same_queries_however_long_it_is(bb: Any) -> None:
    who = cast()
    client = signed_in(bb, who.officer)
    do(an_application(who.trader), "submit", who.trader)
    client.get("/cases/")
    with CaptureQueriesContext(connection) as few:
        client.get("/cases/")
    for _more in range(4):
        do(an_application(who.trader), "submit", who.trader)
    with CaptureQueriesContext(connection) as many:
        client.get("/cases/")
    assert len(many) == len(few)


def test_a_case_reads_from_top_to_bottom(bb: Any) -> None:
    who = cast()
    application = to_payment(an_application(who.trader), who)
    text = signed_in(bb, who.signatory).get(f"/cases/{application.reference}/").content.decode()
    places = [text.index(f">{heading}</h2>") for heading in ("What is asked", "Specimens", "Findings", "Fee", "Papers")]
    assert places == sorted(places)
    assert "Within the quota." in text
    assert "Pelagic Trading Company" in text


def test_an_authority_is_named_in_the_readers_language(parties: Any) -> None:
    (vu,) = parties("vu")
    with vu.active():
        who = cast()
        clams = CONCH | {"taxon_code": "TRI-MAX", "term": "LIV", "unit": "NAR", "source": "F"}
        application = to_finding(an_application(who.trader, [clams]), who)
        do(application, "record_finding", who.science, FINDING)
        client = signed_in(vu, person(role=Role.MA_OFFICER, name="Leisel Tari", language="fr"))
        assert (
            "Départements des pêches et des forêts" in client.get(f"/cases/{application.reference}/").content.decode()
        )


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.MA_OFFICER, 200),
        (Role.MA_SIGNATORY, 200),
        (Role.SCIENTIFIC_AUTHORITY, 200),
        (Role.AUDITOR, 200),
        (Role.PARTY_ADMINISTRATOR, 200),
        (Role.CASHIER, 200),
        (Role.CUSTOMS, 404),
        (Role.TRADER, 403),
    ],
)
def test_each_role_reads_what_it_may(bb: Any, role: Role, status: int) -> None:
    who = cast()
    application = to_payment(an_application(who.trader), who)
    answer = signed_in(bb, person(role=role)).get(f"/cases/{application.reference}/")
    assert answer.status_code == status
    if role is Role.CASHIER:
        assert "Pelagic Trading Company" not in answer.content.decode()
        assert "Invoice" in answer.content.decode()


def test_customs_read_only_what_is_issued(bb: Any) -> None:
    who = cast()
    permit = issued(who)
    client = signed_in(bb, who.customs)
    answer = client.get(f"/cases/{permit.application.reference}/")
    assert answer.status_code == 200
    assert permit.number in answer.content.decode()
    assert "Within the quota." not in answer.content.decode()
    assert client.get(f"/cases/{permit.application.reference}/do/endorse/").status_code == 200


def test_more_than_the_permit_allows_is_refused_in_the_words_of_the_page(bb: Any) -> None:
    who = cast()
    application = issued(who).application
    address = f"/cases/{application.reference}/do/endorse/"
    posted = {"version": version_of(application), "key": "e", "quantity_1": "99999"}
    page = signed_in(bb, who.customs).post(address, posted)
    assert page.status_code == 422
    assert "Enter at most 1,250 kg" in page.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_a_step_is_taken_once_for_a_double_click(bb: Any) -> None:
    who = cast()
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    client = signed_in(bb, who.officer)
    address = f"/cases/{application.reference}/do/start_examination/"
    posted = {"version": version_of(application), "key": "start"}
    assert client.get(address).status_code == 200
    assert [client.post(address, posted).status_code for _twice in range(2)] == [302, 302]
    assert Case.objects.get(pk=application.case_id).steps.filter(verb="start_examination").count() == 1


def test_an_invalid_step_keeps_its_form(bb: Any) -> None:
    who = cast()
    application = to_finding(an_application(who.trader), who)
    answer = signed_in(bb, who.science).post(
        f"/cases/{application.reference}/do/record_finding/",
        {"conclusion": "conditional", "reason": "Only from the east coast.", "version": 4, "key": "f"},
    )
    assert answer.status_code == 422
    assert "Only from the east coast." in answer.content.decode()
    assert "Name the conditions." in answer.content.decode()


def test_two_officers_at_once_have_one_effect_and_the_second_reads_why(bb: Any) -> None:
    who = cast()
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    do(application, "start_examination", who.officer)
    seen = version_of(application)
    do(application, "ask", who.officer, {"text": "Which vessel?"})
    do(application, "answer", who.trader, {"text": "Miss Ruby"})
    answer = signed_in(bb, who.decider).post(
        f"/cases/{application.reference}/do/ask/", {"text": "My own question", "version": seen, "key": "late"}
    )
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Marva Brathwaite" in text
    assert "My own question" in text
    assert Case.objects.get(pk=application.case_id).messages.count() == 2


def test_the_examiner_may_not_decide_and_reads_why(bb: Any) -> None:
    who = cast()
    application = to_finding(an_application(who.trader), who)
    do(application, "record_finding", who.science, FINDING)
    client = signed_in(bb, who.officer)
    posted = client.post(
        f"/cases/{application.reference}/do/approve/", {"version": version_of(application), "key": "k"}
    )
    assert posted.status_code == 403
    assert "somebody else has to do this one" in posted.content.decode()
    assert "Not possible now" in client.get(f"/cases/{application.reference}/").content.decode()


def test_a_step_that_does_not_fit_is_refused_with_the_fitting_status(bb: Any) -> None:
    who = cast()
    application = to_finding(an_application(who.trader), who)
    client = signed_in(bb, who.officer)
    base = f"/cases/{application.reference}/do"
    assert client.get(f"{base}/record_finding/").status_code == 403
    assert client.get(f"{base}/issue/").status_code == 409
    assert client.get(f"{base}/no_such_step/").status_code == 404
    auditor = signed_in(bb, person(role=Role.AUDITOR))
    assert auditor.post(f"{base}/record_finding/", {"version": 4, "key": "a"}).status_code == 403


def test_the_trail_is_filtered_and_exported(bb: Any) -> None:
    who = cast()
    application = to_finding(an_application(who.trader), who)
    client = signed_in(bb, person(role=Role.AUDITOR))
    page = client.get("/audit/", {"what": "submit", "about": application.reference})
    assert page.status_code == 200
    assert "Send the application" in page.content.decode()
    assert {entry.who for entry in page.context["entries"]} == {"Rosalind Gittens"}
    wrong = {"since_day": "31", "since_month": "2", "since_year": "2026"}
    assert client.get("/audit/", wrong).status_code == 422
    exported = client.get("/audit/entries.csv", {"about": application.reference})
    assert b"case.submit" in b"".join(exported.streaming_content)
    assert signed_in(bb, who.officer).get("/audit/").status_code == 403


def test_the_worklist_finds_a_case_by_its_permit(bb: Any) -> None:
    who = cast()
    permit = issued(who)
    do(an_application(who.trader), "submit", who.trader)
    listed = signed_in(bb, who.officer).get("/cases/", {"q": permit.number}).context["worklist"]
    assert [(row.reference, row.permit) for row in listed.rows] == [(permit.application.reference, permit.number)]


def test_nobody_takes_a_step_without_reading_what_it_is_about_and_what_follows(bb: Any) -> None:
    who = cast()
    application = to_payment(an_application(who.trader), who)
    issue_page = signed_in(bb, who.signatory).get(f"/cases/{application.reference}/do/issue/")
    assert issue_page.status_code == 409  # not paid yet

    do(other := an_application(who.trader), "submit", who.trader)
    page = signed_in(bb, who.officer).get(f"/cases/{other.reference}/do/start_examination/").content.decode()
    for words in ("Pelagic Trading Company, United States", "Line B", "400\u00a0specimens", "You become the examiner"):
        assert words in page


def test_every_step_of_a_person_says_what_follows_or_asks_for_something() -> None:
    from workflows.actions import actions

    by_itself = {"settle", "pass_on", "lapse", "escalate"}
    by_people = [action for action in actions if action.name not in by_itself]
    assert [action.name for action in by_people if not action.help and action.form is None] == []


def test_the_whole_process_is_drawn_with_the_place_of_the_case_and_said_in_words(bb: Any) -> None:
    who = cast()
    application = to_finding(an_application(who.trader), who)
    answer = signed_in(bb, who.officer).get(f"/cases/{application.reference}/")
    page, drawing = answer.content.decode(), answer.context["view"].place.drawing
    assert [box.mark for box in drawing.boxes].count("here") == 1
    assert "The case is here" in [line.text for line in drawing.lines]
    assert "The case stands at: With the Scientific Authority." in page
    (here,) = [item for item in page.split("<li") if 'aria-current="step"' in item and "a-muted" in item]
    assert "With the Scientific Authority" in here
    assert "Awaiting decision" in here
    assert len(gzip.compress(answer.content)) < PAGE


def test_in_branches_each_stage_at_which_the_case_stands_is_pointed_out(bb: Any) -> None:
    with_branches = parts_of(folder_of("BB"))
    table = with_branches["workflow"]["EXP"]
    others = {"science": branch("record_finding", "scientific_authority"), "goods": branch("pass_on", "customs")}
    table["stages"]["finding"] |= {"branches": others, "joined": "decision"}
    del table["moves"]["record_finding"]
    make_release(parts=with_branches, author="a test")
    who = cast()
    application = to_finding(an_application(who.trader), who)
    do(application, "record_finding", who.science, FINDING)
    place = signed_in(bb, who.officer).get(f"/cases/{application.reference}/").context["view"].place
    own = "With the Scientific Authority"
    assert place.here == [own, "Branch to record_finding: End", "Branch to pass_on: Waiting"]
    assert [box.mark for box in place.drawing.boxes].count("here") == 3


def test_who_does_not_read_the_history_sees_no_process(bb: Any) -> None:
    application = to_payment(an_application((who := cast()).trader), who)
    answer = signed_in(bb, who.cashier).get(f"/cases/{application.reference}/")
    assert answer.context["view"].place is None
