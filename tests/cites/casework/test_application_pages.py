"""A trader fills in an application page by page; what goes wrong loses nothing and happens once."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cites.accounts.models import Role
from cites.permits.models import Application, ApplicationLine
from tests.factories.accounts import person
from tests.factories.casework import CONSIGNEE, EXPORTER, LINE, PDF
from tests.factories.permits import an_application, cast, do, to_finding
from workflows.models import Case

CONCH = "ALI-GIG"


@pytest.fixture
def trader(bb: Any) -> Any:
    return person(role=Role.TRADER, name="Rosalind Gittens")


@pytest.fixture
def client(bb: Any, trader: Any) -> Any:
    client = bb.client()
    client.force_login(trader)
    return client


def a_draft(client: Any, key: str = "one") -> str:
    answer = client.post("/applications/new/", {"document_type": "EXP", "key": key})
    assert answer.status_code == 302
    return answer.headers["Location"].strip("/").split("/")[-1]


def test_the_home_page_says_what_it_costs_and_whom_to_ask(bb: Any) -> None:
    answer = bb.client().get("/")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Before you start" in text
    assert "BBD" in text
    assert "Management Authority" in text


def test_an_empty_list_says_what_to_do_first(client: Any) -> None:
    assert "Start your first application" in client.get("/applications/").content.decode()


def test_a_double_click_opens_one_draft(client: Any, on_commit: Any) -> None:
    with on_commit():
        first = a_draft(client, "same")
    assert a_draft(client, "same") == first
    assert Application.objects.count() == 1


def test_a_trader_goes_from_the_first_page_to_a_submitted_application(client: Any, trader: Any) -> None:
    reference = a_draft(client)
    base = f"/applications/{reference}"
    assert "Rosalind Gittens" in client.get(f"{base}/exporter/").content.decode()
    for section, answers in (
        ("exporter", EXPORTER),
        ("consignee", CONSIGNEE),
        ("purpose", {"purpose": "T"}),
        ("journey", {"port_of_exit": "BBBGI"}),
    ):
        assert client.get(f"{base}/{section}/").status_code == 200
        answer = client.post(f"{base}/{section}/", answers)
        assert answer.status_code == 302, answer.content.decode()
    assert "Aliger gigas" in client.get(f"{base}/lines/add/?q=conch").content.decode()
    added = client.post(f"{base}/lines/add/?taxon={CONCH}", {**LINE, "key": "line"})
    assert added.status_code == 302, added.content.decode()
    page = added.headers["Location"]
    assert page.endswith("/specimen/")
    told = client.post(page, {"description": "polished shells", "marks": ""})
    assert told.headers["Location"] == f"{base}/lines/"
    assert "Check your answers" in client.get(f"{base}/").content.decode()
    check = client.get(f"{base}/check/").content.decode()
    assert 'name="declared"' in check
    assert "Princess Alice Highway<br>Bridgetown" in check
    page = client.get(f"{base}/do/submit/")
    assert page.status_code == 200
    version = Case.objects.get(reference=reference).version
    undeclared = client.post(f"{base}/do/submit/", {"version": version, "key": "send"})
    assert undeclared.status_code == 422
    assert "Tick the declaration" in undeclared.content.decode()
    declared = {"version": version, "key": "send", "declared": "on"}
    sent = client.post(f"{base}/do/submit/", declared)
    assert sent.status_code == 302, sent.content.decode()
    again = client.post(f"{base}/do/submit/", declared)
    assert again.status_code == 302
    case = Case.objects.get(reference=reference)
    assert case.stage == "submitted"
    assert case.steps.get(verb="submit").data == {"declared": True}
    assert "sent the application" in client.get(f"{base}/").content.decode()


def test_each_line_of_the_answers_leads_to_where_it_is_changed(client: Any, trader: Any) -> None:
    application = an_application(trader)
    page = client.get(f"/applications/{application.reference}/check/").content.decode()
    for line in application.lines.all():
        assert f'href="/applications/{application.reference}/lines/{line.pk}/"' in page


def test_an_unverified_trader_may_draft_but_not_submit(bb: Any) -> None:
    newcomer = person(role=Role.TRADER, verified=False)
    client = bb.client()
    client.force_login(newcomer)
    application = an_application(newcomer)
    page = client.get(f"/applications/{application.reference}/check/")
    assert "has not verified you yet" in page.content.decode()
    answer = client.post(
        f"/applications/{application.reference}/do/submit/", {"version": 1, "key": "x", "declared": "on"}
    )
    assert answer.status_code == 422
    assert "has not verified you yet" in answer.content.decode()


def test_an_unverified_trader_who_declares_nothing_reads_of_both(bb: Any) -> None:
    newcomer = person(role=Role.TRADER, verified=False)
    client = bb.client()
    client.force_login(newcomer)
    application = an_application(newcomer)
    answer = client.post(f"/applications/{application.reference}/do/submit/", {"version": 1, "key": "x"})
    assert answer.status_code == 422
    assert "has not verified you yet" in answer.content.decode()
    assert "Tick the declaration" in answer.content.decode()


@pytest.mark.parametrize(
    "quantity",
    ["-1", "0", "1e30", "1000000001", "many", "NaN", "Infinity", "0.0000001", "1e5", "1_000", "٣", "1 000", "12,5"],
)
def test_a_bad_quantity_keeps_what_was_typed(client: Any, quantity: str) -> None:
    reference = a_draft(client)
    address = f"/applications/{reference}/lines/add/?taxon={CONCH}"
    answer = client.post(address, {**LINE, "quantity": quantity, "key": "k"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in text
    assert f'value="{quantity}"' in text
    assert ApplicationLine.objects.count() == 0


def test_a_quantity_that_is_too_large_in_two_ways_is_told_once(client: Any) -> None:
    reference = a_draft(client)
    answer = client.post(
        f"/applications/{reference}/lines/add/?taxon={CONCH}", {**LINE, "quantity": "9" * 16, "key": "k"}
    )
    assert answer.content.decode().count("too large for one permit") == 2  # above the page, and at the field


def test_what_is_missing_is_asked_for_once_in_the_words_of_its_question(client: Any) -> None:
    reference = a_draft(client)
    unknown = {**LINE, "source": "U", "country_of_origin": "XX", "key": "k"}
    assert client.post(f"/applications/{reference}/lines/add/?taxon={CONCH}", unknown).status_code == 302
    said = client.get(f"/applications/{reference}/check/").content.decode()
    for once in ("Say why the source is unknown", "the country of origin is not known", "Choose the country of import"):
        assert said.count(once) == 1, once
    for again in ("Choose a country of destination from the list", "the reason has to stand on the document"):
        assert again not in said


def test_a_quantity_is_written_as_the_page_writes_it(bb: Any, client: Any) -> None:
    reference = a_draft(client)
    address = f"/applications/{reference}/lines/add/?taxon={CONCH}"
    assert client.post(address, {**LINE, "quantity": "1,250", "key": "a"}).status_code == 302
    line = ApplicationLine.objects.get()
    assert line.quantity == 1250
    page = client.get(f"/applications/{reference}/lines/{line.pk}/").content.decode()
    assert 'value="1,250"' in page


def test_an_unknown_taxon_is_asked_for_again(client: Any) -> None:
    reference = a_draft(client)
    answer = client.post(f"/applications/{reference}/lines/add/?taxon=NO-SUCH", {**LINE, "key": "k"})
    assert answer.status_code == 422
    assert "This species is not in the list" in answer.content.decode()


def test_lines_are_changed_copied_without_marks_and_removed(client: Any, trader: Any) -> None:
    application = an_application(trader)
    base = f"/applications/{application.reference}/lines"
    first = application.lines.first()
    assert client.get(f"{base}/{first.pk}/").status_code == 200
    assert client.post(f"{base}/{first.pk}/", LINE).status_code == 302
    assert client.post(f"{base}/{first.pk}/specimen/", {"marks": "Ring 7"}).status_code == 302
    copied = client.post(f"{base}/{first.pk}/copy/", {"key": "copy"}, follow=True)
    assert "Line A was copied as line C" in copied.content.decode()
    copy = application.lines.last()
    assert (copy.position, copy.marks, copy.term) == (3, "", "SHE")
    for said in ("was removed.", "had been removed already"):
        assert said in client.post(f"{base}/{first.pk}/remove/", follow=True).content.decode()
    assert [line.position for line in application.lines.all()] == [1, 2]


def test_a_double_click_adds_one_line(client: Any, on_commit: Any) -> None:
    reference = a_draft(client)
    address = f"/applications/{reference}/lines/add/?taxon={CONCH}"
    with on_commit():
        client.post(address, {**LINE, "key": "same"})
    client.post(address, {**LINE, "key": "same"})
    assert ApplicationLine.objects.count() == 1


def test_a_page_that_is_sent_again_with_something_else_adds_another_line_and_says_so(client: Any) -> None:
    reference = a_draft(client)
    address = f"/applications/{reference}/lines/add/?taxon={CONCH}"
    client.post(address, {**LINE, "key": "same"})
    for _twice in range(2):
        again = client.post(address, {**LINE, "quantity": "7", "key": "same"}, follow=True)
        assert "This page had been sent before, as line A. What it says now is line B" in again.content.decode()
    assert [line.quantity for line in ApplicationLine.objects.all()] == [Decimal(LINE["quantity"]), 7]


def test_the_same_key_with_another_document_opens_another_draft(client: Any) -> None:
    first, second = (
        client.post("/applications/new/", {"document_type": code, "key": "same"}).headers["Location"]
        for code in ("EXP", "REX")
    )
    assert first != second


def test_papers_are_known_by_their_content(client: Any, trader: Any) -> None:
    application = an_application(trader)
    address = f"/applications/{application.reference}/attachments/"
    renamed = SimpleUploadedFile("licence.pdf", b"MZ\x90\x00 a program")
    refused = client.post(address, {"file": renamed})
    assert refused.status_code == 422
    assert "not a PDF, JPEG or PNG" in refused.content.decode()
    assert client.post(address, {"file": SimpleUploadedFile("empty.pdf", b"")}).status_code == 422
    assert client.post(address, {}).status_code == 422
    for _twice in range(2):
        assert client.post(address, {"file": SimpleUploadedFile("../licence.pdf", PDF)}).status_code == 302
    paper = application.attachments.get()
    got = client.get(f"{address}{paper.pk}/")
    assert b"".join(got.streaming_content) == PDF
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Content-Disposition"].startswith('attachment; filename="licence.pdf"')
    for _twice in range(2):
        assert client.post(f"{address}{paper.pk}/remove/").status_code == 302
    assert client.get(f"{address}{paper.pk}/").status_code == 404


def test_an_oversize_paper_is_refused(client: Any, trader: Any) -> None:
    application = an_application(trader)
    big = SimpleUploadedFile("big.pdf", PDF + b"0" * (10 * 1024 * 1024))
    answer = client.post(f"/applications/{application.reference}/attachments/", {"file": big})
    assert answer.status_code == 422
    assert "larger than 10 MB" in answer.content.decode()


def test_somebody_elses_application_does_not_exist(bb: Any, client: Any) -> None:
    other = an_application(person(role=Role.TRADER))
    base = f"/applications/{other.reference}"
    for address in ("", "exporter/", "lines/", "lines/add/", "attachments/", "check/", "do/submit/"):
        assert client.get(f"{base}/{address}").status_code == 404, address
    assert client.post(f"{base}/exporter/", EXPORTER).status_code == 404
    assert client.get("/applications/BB-26-999999/").status_code == 404


def test_a_stranger_from_another_party_is_nobody_here(parties: Any) -> None:
    bb, fj = parties("bb", "fj")
    with bb.active():
        application = an_application(person(role=Role.TRADER))
    with fj.active():
        stranger = person(role=Role.TRADER)
    client = fj.client()
    client.force_login(stranger)
    assert client.get(f"/applications/{application.reference}/").status_code == 404
    there = bb.client()
    there.cookies = client.cookies
    assert there.get(f"/applications/{application.reference}/").status_code == 302


def test_what_has_been_sent_cannot_be_changed(bb: Any) -> None:
    who = cast()
    client = bb.client()
    client.force_login(who.trader)
    application = to_finding(an_application(who.trader), who)
    answer = client.post(f"/applications/{application.reference}/exporter/", {**EXPORTER, "exporter_name": "Other"})
    assert answer.status_code == 302
    application.refresh_from_db()
    assert application.exporter_name == "Sargasso Seafood Ltd"


def test_an_expired_session_keeps_what_was_typed(bb: Any, trader: Any) -> None:
    application = an_application(trader)
    client = bb.client()
    address = f"/applications/{application.reference}/exporter/"
    answer = client.post(address, {**EXPORTER, "exporter_name": "Typed before the session ended"})
    assert answer.status_code == 302
    assert "kept" in answer.headers["Location"]
    token = client.session["kept"]
    client.force_login(trader)
    session = client.session
    with bb.active():
        session["kept"] = token
        session.save()
    page = client.get(f"{address}?kept={token}")
    assert "Typed before the session ended" in page.content.decode()


def test_a_question_is_answered_in_the_portal(bb: Any) -> None:
    who = cast()
    client = bb.client()
    client.force_login(who.trader)
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    do(application, "start_examination", who.officer)
    do(application, "ask", who.officer, {"text": "Which vessel landed them?"})
    page = client.get(f"/applications/{application.reference}/").content.decode()
    assert "Which vessel landed them?" in page
    assert "Marva Brathwaite" not in page
    version = Case.objects.get(pk=application.case_id).version
    answer = {"text": "The Miss Ruby.", "version": version, "key": "a"}
    assert client.post(f"/applications/{application.reference}/do/answer/", {**answer, "text": ""}).status_code == 422
    assert client.post(f"/applications/{application.reference}/do/answer/", answer).status_code == 302
    assert "The Miss Ruby." in client.get(f"/applications/{application.reference}/").content.decode()


def test_a_returned_application_is_corrected_and_withdrawn(bb: Any) -> None:
    who = cast()
    client = bb.client()
    client.force_login(who.trader)
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    do(application, "start_examination", who.officer)
    do(application, "return_for_correction", who.officer, {"reason": "The port is missing."})
    base = f"/applications/{application.reference}"
    page = client.get(f"{base}/").content.decode()
    assert "The port is missing." in page
    assert client.post(f"{base}/exporter/", EXPORTER).status_code == 302
    version = Case.objects.get(pk=application.case_id).version
    assert client.get(f"{base}/do/withdraw/").status_code == 200
    assert client.post(f"{base}/do/withdraw/", {"version": version, "key": "w", "reason": ""}).status_code == 302
    assert Case.objects.get(pk=application.case_id).stage == "withdrawn"
