"""The dossier of a case: what its reader may read, on paper, each page saying whose it is, who made it and when."""

import io
import re
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from cites.accounts.models import Role, User
from cites.casework.dossier.sections import SECTIONS
from cites.casework.rules import Part
from cites.permits.models import Application
from cites.permits.services.drafts import attach_paper
from cites.permits.words import sentence_of_reason
from tenants.audit.models import AuditEntry
from tests.factories.accounts import person
from tests.factories.casework import PDF, a_letter
from tests.factories.documents import text_of
from tests.factories.permits import FINDING, SHELLS, an_application, cast, do, issued, to_finding, to_payment
from workflows.models import Case
from workflows.notes import add_note

HOSTILE = """#import "x" #eval("1+1") $x^2$ *bold* _it_ `raw` @label <tag> \\ ] ) } // /* = - "q" #{ sys.inputs }"""


def dossier(place: Any, application: Any, reader: User) -> bytes:
    client = place.client()
    client.force_login(reader)
    answer = client.get(f"/cases/{application.reference}/dossier.pdf")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return b"".join(answer.streaming_content)


def said(pdf: bytes) -> str:
    return " ".join(text_of(pdf).replace("\u200b", "").split())


def languages(pdf: bytes) -> set[str]:
    """The languages in which parts of its pages say to be."""
    pages = (page.get_contents() for page in PdfReader(io.BytesIO(pdf)).pages)
    return {
        found.decode()
        for page in pages
        if page is not None
        for found in re.findall(rb"/Lang\((\w+)\)", page.get_data())
    }


def together(text: str) -> str:
    """Without spaces, for where lines break is the typesetter's."""
    return "".join(text.replace("\u200b", "").split())


def asked_and_answered(who: Any, **answers: Any) -> Application:
    application = an_application(who.trader, **answers)
    do(application, "submit", who.trader)
    do(application, "start_examination", who.officer)
    do(application, "ask", who.officer, {"text": "Which vessel?"})
    do(application, "answer", who.trader, {"text": "Miss Ruby"})
    return application


def test_every_part_of_a_case_has_its_section_in_the_order_of_the_parts() -> None:
    assert list(dict.fromkeys(part for part, _section in SECTIONS)) == list(Part)


def test_it_has_the_sections_of_the_page_in_the_order_of_the_page(bb: Any) -> None:
    who = cast()
    application = to_finding(an_application(who.trader), who)
    a_letter(application, who)
    add_note(reference=application.reference, author=who.officer, text="The slip looks altered.", key="k1")
    client = bb.client()
    client.force_login(who.officer)
    page = client.get(f"/cases/{application.reference}/").content.decode()
    content = page[page.index('class="a-content"') : page.index("a-aside")]
    headings = re.findall(r'<h2 class="govuk-heading-m"[^>]*>([^<]+)</h2>', content)
    assert len(headings) == 14
    text = said(dossier(bb, application, who.officer))
    at = -1
    for heading in headings:
        at = text.index(f" {heading} ", at + 1)


def test_what_was_asked_found_said_and_done_stands_in_it_in_full(bb: Any) -> None:
    who = cast()
    application = asked_and_answered(who)
    do(application, "complete_examination", who.officer)
    do(application, "record_finding", who.science, FINDING)
    text = said(dossier(bb, application, who.decider))
    for words in (
        "Pelagic Trading Company",
        "1,250 kg",
        "Which vessel?",
        "Miss Ruby",
        "Within the quota.",
        "Ianthe Weekes",
        "Marva Brathwaite started examining the application",
    ):
        assert words in text


def test_every_page_says_whose_it_is_who_made_it_when_and_which_it_is(bb: Any) -> None:
    who = cast()
    application = an_application(who.trader, comments="\n".join(["A long comment. " * 7] * 17))
    do(application, "submit", who.trader)
    do(application, "start_examination", who.officer)
    do(application, "ask", who.officer, {"text": "\n".join(["A long question. " * 3] * 60)})
    pages = PdfReader(io.BytesIO(dossier(bb, application, who.officer))).pages
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        text = " ".join(page.extract_text().split())
        assert application.reference in text
        assert re.search(r"Made on .+, \d\d:\d\d by Marva Brathwaite", text)
        assert f"Page {number} of {len(pages)}" in text
    assert together(text_of(dossier(bb, application, who.officer))).count("Alongquestion.") == 180


def test_two_cases_have_two_texts(bb: Any) -> None:
    who = cast()
    first = asked_and_answered(who, exporter_name="Coral Bay Exports")
    second = to_finding(an_application(who.trader, exporter_name="Reef and Tide"), who)
    of_first, of_second = (said(dossier(bb, each, who.officer)) for each in (first, second))
    assert ("Coral Bay Exports" in of_first, "Coral Bay Exports" in of_second) == (True, False)
    assert ("Reef and Tide" in of_first, "Reef and Tide" in of_second) == (False, True)
    assert ("Miss Ruby" in of_first, "Miss Ruby" in of_second) == (True, False)


def test_who_does_not_read_fees_gets_none_of_them_and_the_cashier_nothing_else(bb: Any) -> None:
    who = cast()
    application = to_payment(an_application(who.trader), who)
    officer, science, cashier = (
        said(dossier(bb, application, each)) for each in (who.officer, who.science, who.cashier)
    )
    assert "Invoice" in officer
    assert "BBD" in officer
    for words in ("Invoice", "BBD", "is owed", "invoice has been issued"):
        assert words not in science
    assert "Within the quota." in science
    assert "Invoice" in cashier
    for words in ("Pelagic Trading Company", "Within the quota.", "What is missing", "What has happened"):
        assert words not in cashier


def test_customs_print_what_they_read_of_a_case_that_is_issued(bb: Any) -> None:
    who = cast()
    permit = issued(who)
    text = said(dossier(bb, permit.application, who.customs))
    assert permit.number in text
    assert "Within the quota." not in text


def test_what_people_write_is_printed_and_never_run(bb: Any) -> None:
    who = cast()
    application = an_application(who.trader, consignee_name=HOSTILE, comments=HOSTILE)
    do(application, "submit", who.trader)
    do(application, "start_examination", who.officer)
    do(application, "ask", who.officer, {"text": HOSTILE})
    text = together(text_of(dossier(bb, application, who.officer)))
    assert text.count(together(HOSTILE)) == 3


def test_a_letter_without_a_shape_stands_as_its_number_and_stops_nothing(bb: Any) -> None:
    who = cast()
    application = an_application(who.trader, comments="A \U0001f40b and 漢字 and \U000f0000.")
    do(application, "submit", who.trader)
    text = together(text_of(dossier(bb, application, who.officer)))
    assert "A[U+1F40B]and[U+6F22][U+5B57]and[U+F0000]." in text


def test_a_word_longer_than_its_column_stays_on_the_page(bb: Any) -> None:
    who = cast()
    long = "W" * 300
    application = an_application(who.trader, comments=long)
    do(application, "submit", who.trader)
    pdf = dossier(bb, application, who.officer)
    assert long in together(text_of(pdf))
    rows = [row for page in PdfReader(io.BytesIO(pdf)).pages for row in page.extract_text().splitlines()]
    assert max(row.count("W") for row in rows) < 60


def test_words_that_stay_english_are_told_to_be_so_and_names_to_be_latin(parties: Any) -> None:
    (vu,) = parties("vu")
    with vu.active():
        who = cast()
        who.officer.language = "fr"
        who.officer.save()
        unknown = {**SHELLS, "source": "U", "justification": "Bought without papers"}
        application = to_finding(an_application(who.trader, (unknown,)), who)
        plain = dossier(vu, application, who.officer)
        with patch("cites.casework.dossier.asked.english_in", lambda reason: sentence_of_reason(reason)[4:12]):
            marked = dossier(vu, application, who.officer)
    assert together(said(marked)) == together(said(plain))
    assert languages(plain) == {"fr", "la"}
    assert languages(marked) == {"fr", "la", "en"}


def test_papers_are_listed_with_size_and_digest(bb: Any) -> None:
    who = cast()
    draft = an_application(who.trader)
    paper = attach_paper(application=draft, file=SimpleUploadedFile("licence.pdf", PDF), actor=who.trader)
    do(draft, "submit", who.trader)
    text = together(text_of(dossier(bb, draft, who.officer)))
    for words in ("licence.pdf", paper.sha256, f"{len(PDF)}bytes"):
        assert words in text


def test_it_is_in_the_readers_language(parties: Any) -> None:
    (vu,) = parties("vu")
    with vu.active():
        who = cast()
        application = an_application(who.trader)
        do(application, "submit", who.trader)
        reader = person(role=Role.MA_OFFICER, name="Leisel Tari", language="fr")
        pdf = dossier(vu, application, reader)
    assert "Spécimens" in said(pdf)
    assert PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/Lang"] == "fr"


def test_that_it_was_printed_is_in_the_trail_with_what_was_in_it(bb: Any) -> None:
    who = cast()
    application = to_payment(an_application(who.trader), who)
    dossier(bb, application, who.cashier)
    entry = AuditEntry.objects.get(verb="case.printed")
    assert (entry.subject, entry.actor) == (f"case:{application.reference}", who.cashier)
    assert entry.data["parts"] == ["fees"]
    assert len(entry.data["sha256"]) == 64


def test_it_changes_nothing_of_the_case(bb: Any) -> None:
    who = cast()
    application = to_finding(an_application(who.trader), who)
    before = Case.objects.get(pk=application.case_id).version
    dossier(bb, application, who.officer)
    assert Case.objects.get(pk=application.case_id).version == before


@pytest.mark.parametrize("reference", ["BB-26-999999", "..%2F..%2Fetc"])
def test_there_is_none_of_a_case_that_there_is_not(bb: Any, reference: str) -> None:
    client = bb.client()
    client.force_login(cast().officer)
    assert client.get(f"/cases/{reference}/dossier.pdf").status_code == 404


def test_in_a_practice_twin_every_page_says_that_it_is_practice(parties: Any) -> None:
    (twin,) = parties("vu-practice")
    with twin.active():
        who = cast()
        application = an_application(who.trader)
        do(application, "submit", who.trader)
        pdf = dossier(twin, application, who.officer)
    for page in PdfReader(io.BytesIO(pdf)).pages:
        assert "SPECIMEN" in page.extract_text()
