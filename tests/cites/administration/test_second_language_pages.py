"""From the sheet of words to a permit that bears them, as an administrator, a second one and an official do it."""

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cites.permits.documents.publishing import publish_permit
from tenants.releases.drafting import begin_draft, change_part
from tenants.releases.models import Proposal
from tenants.releases.queries import open_proposal, release_in_force
from tests.factories.accounts import person
from tests.factories.documents import languages_of, text_in, text_of
from tests.factories.forms import sent
from tests.factories.permits import cast, issued

PAGE = "/administration/draft/second-language/"


@pytest.fixture
def client(vu: Any) -> Any:
    client = vu.client()
    client.force_login(person(role="party_administrator", name="Leiwia Tari"))
    return client


@pytest.fixture
def vu(parties: Any) -> Any:
    (place,) = parties("vu")
    with place.active():
        yield place


def upload(client: Any, content: bytes, language: str = "none", **changes: Any) -> Any:
    form = dict(sent(client.get(PAGE).content.decode(), **{"profile.beside.language": language}).lists())
    file = SimpleUploadedFile("words.csv", content, "text/csv")
    return client.post(PAGE, {**form, "profile.beside.words.bi": file, **changes})


def filled(client: Any, **words: str) -> bytes:
    """The sheet as it is downloaded, with words in its last column."""
    answer = client.get(f"{PAGE}words-bi.csv")
    assert answer["Content-Type"] == "text/csv"
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["Label", "Box", "Words in English", "Words in Bislama"]
    file = io.StringIO()
    csv.writer(file).writerows([*row[:3], words.get(row[0], row[3])] for row in rows)
    return file.getvalue().encode()


def proposal() -> Proposal:
    found = open_proposal()
    assert found is not None
    return found


def test_a_sheet_is_filled_in_uploaded_put_in_force_and_printed(vu: Any, client: Any) -> None:
    answer = upload(client, filled(client, box2="Igud kasem", box9="Ol samting we oli stap " * 9), language="bi")
    assert answer.status_code == 302
    page = " ".join(client.get(PAGE).content.decode().split())
    assert "2 of " in page
    specimen = client.get(f"{PAGE}specimen-en.pdf")
    assert "Igud kasem" in text_of(specimen.content)
    assert "SPECIMEN" in text_of(specimen.content)
    sheet = client.get(f"{PAGE}words-bi.csv").content.decode("utf-8-sig")
    assert "Igud kasem" in sheet
    found = proposal()
    client.post(f"/administration/proposals/{found.pk}/propose/", {"note": "Our own words", "version": found.version})
    second = vu.client()
    second.force_login(person(role="ma_signatory", name="Willie Bule"))
    found = proposal()
    second.post(f"/administration/proposals/{found.pk}/approve/", {"version": found.version, "when": "now"})
    assert release_in_force().profile.beside.words["bi"]["box2"] == "Igud kasem"
    document = publish_permit(permit_id=issued(cast()).pk)
    with document.file.open("rb") as file:
        pdf = file.read()
    assert "Valid until · Igud kasem" in text_in(pdf, "2")
    assert "Ol samting we oli stap" in text_of(pdf)
    assert document.pages == 2
    assert languages_of(pdf) == {"en", "bi"}


def test_a_faulty_sheet_is_refused_with_its_rows_and_changes_nothing(client: Any) -> None:
    answer = upload(client, b"Label,Box,English,Bislama\nbox99,,,Wanem\nannex,,,Pej\n")
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "Row 2: no label of the form is called “box99”" in said
    assert "Row 3: write {pages}, {page}" in said
    assert open_proposal() is None


@pytest.mark.parametrize("content", [b"PK\x03\x04 a workbook", b"%PDF-1.7", b"one column\n"])
def test_what_is_no_sheet_of_words_is_refused(client: Any, content: bytes) -> None:
    assert upload(client, content).status_code == 422
    assert open_proposal() is None


def test_a_language_without_words_is_not_taken(client: Any) -> None:
    form = sent(client.get(PAGE).content.decode(), **{"profile.beside.language": "bi"})
    answer = client.post(PAGE, dict(form.lists()))
    assert answer.status_code == 422
    assert "There are no words of the form in bi yet" in answer.content.decode()


def test_without_a_new_sheet_the_words_stay(client: Any) -> None:
    upload(client, filled(client, box2="Igud kasem"), language="bi")
    form = sent(client.get(PAGE).content.decode(), **{"profile.beside.language": "fr"})
    assert client.post(PAGE, dict(form.lists())).status_code == 302
    assert proposal().parts["profile"]["beside"] == {"language": "fr", "words": {"bi": {"box2": "Igud kasem"}}}


def test_a_letter_that_no_font_has_is_said_on_the_page_in_place_of_the_specimen(client: Any) -> None:
    upload(client, filled(client, box2="Igud \U0001f40b"), language="bi")
    answer = client.get(f"{PAGE}specimen-en.pdf", follow=True)
    assert "“Valid until” in Bislama cannot be printed, for no font here has “\U0001f40b”" in answer.content.decode()


def test_a_draft_of_nonsense_has_no_specimen(client: Any) -> None:
    draft = begin_draft(by=person("party_administrator"))
    change_part(proposal=draft, part="profile", data={"beside": {"words": {"bi": 7}}}, by=draft.begun_by)
    assert client.get(f"{PAGE}specimen-en.pdf").status_code in (200, 404)
    assert client.get(f"{PAGE}words-bi.csv").status_code == 200
    assert client.get(f"{PAGE}words-fj.csv").status_code == 404
