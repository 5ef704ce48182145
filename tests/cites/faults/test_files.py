"""Renamed programs, archives that swell and pictures that pretend to be huge, wherever a file is taken."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cites.casework.dossier.printing import print_dossier
from cites.permits.models import Application, Attachment
from tenants.profiles.files import BASE, PROFILES, folder_of, layered_from
from tenants.releases.own_parts import Letterhead, _faults_of_drawing
from tenants.releases.services import make_release, parts_of
from tests.factories.files import a_pdf_that_swells, a_png_of, packed
from tests.factories.permits import FINDING, Cast, an_application, cast, do, to_finding
from workflows.models import Case, CaseAttachment
from workflows.part import WORKFLOW

WORDS = "Twelve words that nobody wants to type again."


BOMB = packed("bomb.bin")
REFUSED = {
    "licence.pdf": b"MZ\x90\x00" + b"\0" * 400,  # a program for Windows
    "licence.jpg": b"\x7fELF\x02\x01\x01" + b"\0" * 400,
    "photograph.png": BOMB,
    "list.pdf": packed("[Content_Types].xml", "xl/workbook.xml"),
    "letter.pdf": packed("[Content_Types].xml", "word/document.xml"),
    "list.xlsx": packed("[Content_Types].xml", "xl/workbook.xml"),
    "letter.docx": packed("[Content_Types].xml", "word/document.xml"),
    "page.pdf": b"<!doctype html><script>alert(1)</script>" + b" " * 400,
    "drawing.png": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>" + b" " * 400,
}


@dataclass(frozen=True)
class Place:
    """Where a file is taken: who sends it, to which address, under which name, and with what else."""

    sender: Any
    address: str
    field: str
    more: dict[str, Any]


@pytest.fixture
def who(bb: Any) -> Cast:
    """People of a Party where a refusal may be appealed."""
    workflow = layered_from([PROFILES / BASE], WORKFLOW.file, WORKFLOW.templates, {"template": "appeal"})
    make_release(parts=parts_of(folder_of("BB")) | {"workflow": workflow}, author="a test")
    return cast()


def version_of(application: Application) -> int:
    return Case.objects.get(pk=application.case_id).version


def examined(who: Cast) -> Application:
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    do(application, "start_examination", who.officer)
    return application


def a_step(sender: Any, application: Application, side: str, verb: str, field: str, **more: Any) -> Place:
    address = f"/{side}/{application.reference}/do/{verb}/"
    return Place(sender, address, field, {"version": version_of(application), "key": "k", **more})


def in_an_application(who: Cast) -> Place:
    return Place(who.trader, f"/applications/{an_application(who.trader).reference}/attachments/", "file", {})


def with_a_question(who: Cast) -> Place:
    return a_step(who.officer, examined(who), "cases", "ask", "attachments", text=WORDS)


def with_an_answer(who: Cast) -> Place:
    application = examined(who)
    do(application, "ask", who.officer, {"text": "Which vessel?"})
    return a_step(who.trader, application, "applications", "answer", "attachments", text=WORDS)


def with_a_finding(who: Cast) -> Place:
    application = to_finding(an_application(who.trader), who)
    return a_step(
        who.science, application, "cases", "record_finding", "attachments", conclusion="positive", reason=WORDS
    )


def with_an_appeal(who: Cast) -> Place:
    application = to_finding(an_application(who.trader), who)
    do(application, "record_finding", who.science, FINDING)
    do(application, "refuse", who.decider, {"reason": "No licence.", "ground": "incomplete"})
    return a_step(who.trader, application, "applications", "appeal", "paper", reason=WORDS)


def with_a_note(who: Cast) -> Place:
    address = f"/cases/{examined(who).reference}/note/"
    return Place(who.officer, address, "attachments", {"text": WORDS, "key": "k"})


@pytest.mark.parametrize(
    "place", [in_an_application, with_a_question, with_an_answer, with_a_finding, with_an_appeal, with_a_note]
)
def test_what_is_not_what_its_name_says_is_refused_by_name_and_nothing_is_lost(
    bb: Any, who: Cast, place: Callable[[Cast], Place]
) -> None:
    there = place(who)
    client = bb.client()
    client.force_login(there.sender)
    cases = list(Case.objects.values_list("pk", "version"))
    for name, content in REFUSED.items():
        sent = {**there.more, there.field: SimpleUploadedFile(name, content)}
        answer = client.post(there.address, sent)
        assert answer.status_code == 422, name
        assert "This file is not a PDF, JPEG or PNG, whatever its name says" in answer.text
        assert not there.more.keys() & {"text", "reason"} or WORDS in answer.text
    assert not Attachment.objects.exists()
    assert not CaseAttachment.objects.exists()
    assert list(Case.objects.values_list("pk", "version")) == cases


@pytest.mark.parametrize(
    ("name", "content"), [("conch.png", a_png_of(100_000, 100_000)), ("slip.pdf", a_pdf_that_swells())]
)
def test_a_picture_or_pdf_that_swells_is_never_opened_but_kept_and_handed_out_as_it_came(
    bb: Any, who: Cast, name: str, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(*args: Any, **more: Any) -> None:
        raise AssertionError("somebody unpacks what people attach")

    monkeypatch.setattr("PIL.Image.open", opened)
    there = in_an_application(who)
    client, officer = bb.client(), bb.client()
    client.force_login(who.trader)
    officer.force_login(who.officer)
    assert client.post(there.address, {"file": SimpleUploadedFile(name, content)}).status_code == 302
    application = Application.objects.get(attachments__name=name)
    do(application, "submit", who.trader)
    assert name in officer.get(f"/cases/{application.reference}/").text
    assert len(print_dossier(application.reference, who.officer)) < 2_000_000
    paper = application.attachments.get()
    answer = officer.get(f"/cases/{application.reference}/attachments/{paper.pk}/")
    assert b"".join(answer.streaming_content) == content
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_drawing_that_swells_is_no_crest() -> None:
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefg", "bcdefgh", strict=True)
    )
    bomb = f"<!DOCTYPE svg [{entities}]><svg xmlns='http://www.w3.org/2000/svg'><text>&h;</text></svg>"
    faults = _faults_of_drawing(Letterhead(bomb))
    assert faults
    assert "<!ENTITY a>" in str(faults) or "is no drawing" in str(faults)
