"""Files with notes, questions and answers: who gets them, and what is refused."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cites.permits.models import Application
from tests.factories.casework import PDF
from tests.factories.permits import an_application, cast, do
from workflows.models import Case, CaseAttachment, CaseMessage, CaseNote

QUESTION = "Where were these landed?"
EXE = b"MZ\x90\x00" + b"\0" * 400


@pytest.fixture
def who(bb: Any) -> Any:
    return cast()


@pytest.fixture
def application(who: Any) -> Application:
    made = an_application(who.trader)
    do(made, "submit", who.trader)
    do(made, "start_examination", who.officer)
    return made


def signed_in(place: Any, user: Any) -> Any:
    client = place.client()
    client.force_login(user)
    return client


def pdf(number: int = 0) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"slip-{number}.pdf", PDF + str(number).encode())


def step(client: Any, application: Application, side: str, verb: str, **data: Any) -> Any:
    version = Case.objects.get(pk=application.case_id).version
    return client.post(
        f"/{side}/{application.reference}/do/{verb}/", {"version": version, "key": f"{verb}{version}", **data}
    )


def content_of(answer: Any) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def test_a_question_and_its_answer_carry_files_both_ways(bb: Any, who: Any, application: Application) -> None:
    officer, trader = signed_in(bb, who.officer), signed_in(bb, who.trader)
    asked = step(officer, application, "cases", "ask", text=QUESTION, attachments=[pdf(1), pdf(2)])
    assert asked.status_code == 302
    page = trader.get(f"/applications/{application.reference}/").content.decode()
    assert "slip-1.pdf" in page
    first = CaseAttachment.objects.earliest("pk")
    assert content_of(trader.get(f"/applications/{application.reference}/files/{first.pk}/")) == PDF + b"1"
    assert step(trader, application, "applications", "answer", text="Here.", attachments=pdf(3)).status_code == 302
    assert "slip-3.pdf" in officer.get(f"/cases/{application.reference}/").content.decode()
    answer = CaseAttachment.objects.latest("pk")
    assert answer.uploaded_by == who.trader
    assert content_of(officer.get(f"/cases/{application.reference}/files/{answer.pk}/")) == PDF + b"3"
    stranger = signed_in(bb, cast().trader)
    assert stranger.get(f"/applications/{application.reference}/files/{first.pk}/").status_code == 404


def test_no_applicant_gets_the_file_of_a_note(bb: Any, who: Any, application: Application) -> None:
    address = f"/cases/{application.reference}/note/"
    for _click in range(2):
        signed_in(bb, who.officer).post(address, {"text": "See the slip.", "attachments": pdf(), "key": "k"})
    file = CaseAttachment.objects.get()
    assert file.note == CaseNote.objects.get()
    assert content_of(signed_in(bb, who.science).get(f"/cases/{application.reference}/files/{file.pk}/"))
    trader = signed_in(bb, who.trader)
    assert trader.get(f"/applications/{application.reference}/files/{file.pk}/").status_code == 404
    assert signed_in(bb, who.cashier).get(f"/cases/{application.reference}/files/{file.pk}/").status_code == 404


def test_each_finding_shows_the_files_that_came_with_it(bb: Any, who: Any, application: Application) -> None:
    do(application, "complete_examination", who.officer)
    science = signed_in(bb, who.science)
    finding = {"conclusion": "positive", "reason": "Within the quota.", "attachments": [pdf(1), pdf(2)]}
    assert step(science, application, "cases", "record_finding", **finding).status_code == 302
    assert {file.step.verb for file in CaseAttachment.objects.all() if file.step} == {"record_finding"}
    page = signed_in(bb, who.officer).get(f"/cases/{application.reference}/").content.decode()
    assert page.count("slip-1.pdf") == page.count("slip-2.pdf") == 1
    first = CaseAttachment.objects.earliest("pk")
    assert signed_in(bb, who.cashier).get(f"/cases/{application.reference}/files/{first.pk}/").status_code == 404
    assert content_of(science.get(f"/cases/{application.reference}/files/{first.pk}/")) == PDF + b"1"


@pytest.mark.parametrize(
    "files", [[EXE], [PDF, EXE], [b"PK\x03\x04" + b"\0" * 400], [PDF + bytes([n]) for n in range(6)]]
)
def test_what_may_not_be_attached_is_refused_and_the_words_are_still_there(
    bb: Any, who: Any, application: Application, files: list[bytes]
) -> None:
    officer = signed_in(bb, who.officer)
    sent = [SimpleUploadedFile("licence.pdf", content) for content in files]
    asked = step(officer, application, "cases", "ask", text=QUESTION, attachments=sent)
    assert asked.status_code == 422
    assert QUESTION in asked.content.decode()
    assert not CaseMessage.objects.exists()
    assert not CaseAttachment.objects.exists()
