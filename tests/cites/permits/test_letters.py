"""A letter about a step: in the applicant's language, fixed with the step, made once, and refused where it cannot be."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from cites.accounts.models import User
from cites.permits.documents.letters import make_letter
from cites.permits.models import Letter, LetterFile
from cites.permits.tasks import make_letters_of_the_rest
from tenants.audit.models import AuditEntry
from tenants.profiles.files import folder_of
from tenants.releases.services import make_release, parts_of
from tests.factories.documents import text_of
from tests.factories.permits import FINDING, an_application, cast, do, stage_of, to_finding
from workflows.errors import ActionRefused

WHY = "The quantity is above what the stock assessment allows."


def refused(code: str, place: Any, *, language: str = "en", reason: str = WHY) -> Any:
    """A case whose refusal calls for a letter, as its workflow says."""
    parts = parts_of(folder_of(code))
    parts["workflow"]["EXP"]["moves"]["refuse"] |= {
        "documents": ["decision_letter"],
        "text": {"en": "You may appeal to the Minister.", "fr": "Vous pouvez saisir le ministre."},
    }
    make_release(parts=parts, author="a test")
    who = cast()
    User.objects.filter(pk=who.trader.pk).update(language=language)
    application = to_finding(an_application(who.trader), who)
    do(application, "record_finding", who.science, FINDING)
    do(application, "refuse", who.decider, {"reason": reason})
    return application


def said_in(letter: Letter) -> str:
    made = make_letter(letter_id=letter.pk)
    with made.file.open("rb") as file:
        return " ".join(text_of(file.read()).split())


def test_the_letter_says_what_was_decided_what_the_workflow_adds_and_why(bb: Any) -> None:
    application = refused("BB", bb)
    said = said_in(Letter.objects.get(application=application))
    for words in (application.reference, "refused the application", "You may appeal to the Minister.", WHY, "Sargasso"):
        assert words in said
    assert "Everton Clarke" not in said  # officials stand under their office's name


def test_it_is_written_in_a_language_of_the_applicant_that_the_party_prints(parties: Any) -> None:
    (vu,) = parties("vu")
    with vu.active():
        letter = Letter.objects.get(application=refused("VU", vu, language="fr"))
        said = said_in(letter)
    assert letter.language == "fr"
    assert "Vous pouvez saisir le ministre." in said
    assert "You may appeal" not in said


def test_it_is_made_once_and_its_making_is_in_the_trail(bb: Any) -> None:
    letter = Letter.objects.get(application=refused("BB", bb))
    assert make_letters_of_the_rest() == 1
    assert make_letters_of_the_rest() == 0
    assert make_letter(letter_id=letter.pk) == LetterFile.objects.get(letter=letter)
    assert AuditEntry.objects.filter(verb="letter.made").count() == 1


def test_it_is_a_pdf_whose_bytes_are_the_same_whenever_it_is_made(bb: Any) -> None:
    from cites.permits.documents.letters import render_letter

    letter = Letter.objects.get(application=refused("BB", bb))
    assert render_letter(letter) == render_letter(letter)
    assert PdfReader(io.BytesIO(render_letter(letter))).metadata.title == letter.subject


def test_a_letter_that_cannot_be_printed_is_refused_with_its_step(bb: Any) -> None:
    with pytest.raises(ActionRefused, match="no font"):
        refused("BB", bb, reason="\U0001f40b\ue000\ue123")
    assert not Letter.objects.exists()


def test_a_letter_goes_on_over_several_pages(bb: Any) -> None:
    from cites.permits.documents.letters import render_letter

    letter = Letter.objects.get(application=refused("BB", bb, reason="\n".join([WHY] * 30)))
    assert len(PdfReader(io.BytesIO(render_letter(letter))).pages) > 1


def test_both_sides_find_it_on_their_page(bb: Any) -> None:
    application = refused("BB", bb)
    letter = Letter.objects.get(application=application)
    make_letter(letter_id=letter.pk)
    for reader, side in (
        (application.applicant, "applications"),
        (User.objects.get(full_name="Everton Clarke"), "cases"),
    ):
        client = bb.client()
        client.force_login(reader)
        page = client.get(f"/{side}/{application.reference}/").content.decode()
        address = f"/{side}/{application.reference}/letters/{letter.pk}.pdf"
        assert address in page
        answer = client.get(address)
        assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert stage_of(application) == "refused"
