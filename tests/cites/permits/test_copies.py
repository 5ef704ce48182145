"""A copy of a permit is made once, marked as one wherever it could be taken for the original, and had of nothing taken back."""

from typing import Any

import pytest
from django.urls import reverse

from cites.permits.documents import publishing
from cites.permits.documents.copies import make_copy
from cites.permits.documents.publishing import make_document, publish_permit, sheet_for
from cites.permits.documents.render import print_sheet
from cites.permits.documents.words import LANGUAGES, words_in
from cites.permits.documents.xml.reading import read_permit
from cites.permits.errors import NeverPrinted, NoCopy
from cites.permits.models import CopyRequest, DocumentKind, EventKind, Permit, PermitDocument
from cites.permits.queries.copies import find_copy, may_be_copied, unmade_copies
from cites.permits.queries.permits import count_overdue_permits, find_original, unpublished_permits
from cites.permits.services.copies import ask_for_copy
from cites.permits.services.issuing import issue_permits
from cites.permits.services.permits import cancel_permit, report_lost
from cites.permits.services.replacing import replace_permit
from cites.permits.signing.signers import published_chain
from cites.permits.tasks import make_copies_of_the_rest, make_copy_file, publish_the_rest, render_and_publish
from kernel.clock import frozen, now
from tenants.audit.models import AuditEntry
from tenants.context import today
from tests.factories.documents import codes_on, text_in, text_of
from tests.factories.issuable import ready_to_issue
from tests.factories.permits import CONCH, Cast, cast, issued
from tests.factories.signed import pyhanko_says, structure_of
from workflows.models import CaseNews


@pytest.fixture
def who(bb: Any) -> Cast:
    return cast()


@pytest.fixture
def permit(who: Cast) -> Permit:
    found = issued(who, [CONCH] * 5)
    publish_permit(permit_id=found.pk)
    return found


def bytes_of(document: PermitDocument) -> bytes:
    with document.file.open("rb") as file:
        return bytes(file.read())


def told_of(permit: Permit, verb: str) -> Any:
    return AuditEntry.objects.filter(verb=verb, subject=permit.subject)


# ---- what a copy says ----


def test_each_page_says_that_it_is_a_copy_and_none_that_it_is_the_original(who: Cast, permit: Permit) -> None:
    ask_for_copy(permit=permit, person=who.trader)
    pdf = bytes_of(make_copy(permit_id=permit.pk))
    for page in (0, 1):
        first = text_in(pdf, "1") if page == 0 else text_of(pdf)
        assert "COPY" in first
    assert "ORIGINAL" not in text_of(pdf)
    original = find_original(permit)
    assert original is not None
    assert "COPY" not in text_of(bytes_of(original))
    assert text_of(pdf).count("it may not be used in place of the original (Article VI.4)") == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copy_says_so_in_the_language_of_the_permit_and_in_english(permit: Permit, language: str) -> None:
    permit.language = language
    said = text_of(print_sheet(sheet_for(permit, permit.lines.all(), DocumentKind.COPY)).pdf)
    words = words_in(language)
    assert words["copy"].upper() in said
    assert words["copy_note"].replace("\u00a0", " ") in said.replace("\u00a0", " ")
    assert "Copy only" in said
    assert words["original"].upper() not in said


def test_a_screen_reader_hears_that_it_is_a_copy_and_no_tag_is_broken(who: Cast, permit: Permit) -> None:
    ask_for_copy(permit=permit, person=who.trader)
    found = structure_of(bytes_of(make_copy(permit_id=permit.pk)))
    assert found.root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "Copy: Export permit" in found.metadata
    for mark in ("<pdfaid:part>3<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
        assert mark in found.metadata


def test_its_data_say_that_it_is_a_copy_and_else_what_the_original_says(who: Cast, permit: Permit) -> None:
    ask_for_copy(permit=permit, person=who.trader)
    original = find_original(permit)
    assert original is not None
    facts = {}
    for kind, pdf in (("original", bytes_of(original)), ("copy", bytes_of(make_copy(permit_id=permit.pk)))):
        xml = structure_of(pdf).attached["CITESEPermit.xml"]
        assert (b"CopyIndicator>true<" in xml) is (kind == "copy")
        facts[kind] = read_permit(xml)
    assert facts["copy"].is_copy
    assert not facts["original"].is_copy
    assert (facts["copy"].number, facts["copy"].lines) == (facts["original"].number, facts["original"].lines)


def test_it_is_signed_like_the_original_and_its_qr_leads_to_the_same_page(who: Cast, permit: Permit) -> None:
    ask_for_copy(permit=permit, person=who.trader)
    pdf = bytes_of(make_copy(permit_id=permit.pk))
    root = published_chain().split("-----BEGIN")[-1]
    assert pyhanko_says(pdf, f"-----BEGIN{root}").bottom_line
    assert codes_on(pdf) == [f"http://bb.localhost:8000/verify/{permit.tokens.get().token}"] * 2


# ---- who had it made, and how often ----


def test_it_is_made_once_and_the_trail_says_who_asked(who: Cast, permit: Permit) -> None:
    ask_for_copy(permit=permit, person=who.trader)
    ask_for_copy(permit=permit, person=who.officer)
    first = make_copy(permit_id=permit.pk)
    assert make_copy(permit_id=permit.pk) == first
    assert CopyRequest.objects.get(permit=permit).asked_by == who.trader
    assert told_of(permit, "permit.copy_asked").get().actor == who.trader
    assert told_of(permit, "permit.copied").get().data["sha256"] == first.sha256
    assert PermitDocument.objects.filter(permit=permit).count() == 2
    assert permit.events.filter(kind=EventKind.PUBLISHED).count() == 1


def test_a_copy_whose_task_was_lost_is_made_by_the_next_sweep(who: Cast, permit: Permit) -> None:
    ask_for_copy(permit=permit, person=who.trader)
    assert list(unmade_copies()) == [permit]
    assert make_copies_of_the_rest() == 1
    assert make_copies_of_the_rest() == 0
    assert find_copy(permit) is not None


@pytest.mark.parametrize("role", ["trader", "officer", "customs"])
def test_holder_and_officials_open_it_by_a_button_and_wait_for_it(
    bb: Any, who: Cast, permit: Permit, role: str
) -> None:
    client = bb.client()
    client.force_login(getattr(who, role))
    page = client.get(f"/permits/{permit.number}/").content.decode()
    assert reverse("permit-copying", args=[permit.number]) in page
    asked = client.post(f"/permits/{permit.number}/copy/")
    assert (asked.status_code, asked["Location"]) == (302, f"/permits/{permit.number}/copy.pdf")
    waiting = client.get(asked["Location"])
    assert waiting["Refresh"] == "5"
    assert f"The copy of {permit.number} follows" in waiting.content.decode()
    make_copy_file(permit.pk)
    given = client.get(asked["Location"])
    assert given["Content-Type"] == "application/pdf"
    assert given.getvalue().startswith(b"%PDF")
    given.close()


def test_there_is_no_copy_of_which_nobody_asked(bb: Any, who: Cast, permit: Permit) -> None:
    client = bb.client()
    client.force_login(who.trader)
    assert client.get(f"/permits/{permit.number}/copy.pdf").status_code == 404


# ---- of what there is none ----


def _cancelled(permit: Permit, who: Cast) -> None:
    cancel_permit(permit=permit, reason="Asked for by the applicant.", official=who.signatory)


def _lost(permit: Permit, who: Cast) -> None:
    report_lost(permit=permit, lost_on=today(), reason="Left in a taxi.", official=who.officer)


def _replaced(permit: Permit, who: Cast) -> None:
    replace_permit(permit=permit, reason="Spoilt by water", signatory=who.signatory)


@pytest.mark.parametrize("end", [_cancelled, _lost, _replaced])
def test_what_was_taken_back_or_lost_is_copied_no_more_and_its_copy_is_handed_out_no_more(
    bb: Any, who: Cast, permit: Permit, end: Any
) -> None:
    ask_for_copy(permit=permit, person=who.trader)
    make_copy(permit_id=permit.pk)
    end(permit, who)
    assert not may_be_copied(permit)
    with pytest.raises(NoCopy):
        ask_for_copy(permit=permit, person=who.trader)
    client = bb.client()
    client.force_login(who.trader)
    assert client.get(f"/permits/{permit.number}/copy.pdf").status_code == 404
    page = client.post(f"/permits/{permit.number}/copy/", follow=True).content.decode()
    assert "There is no copy of permit" in page
    assert reverse("permit-copying", args=[permit.number]) not in page


def test_a_permit_cancelled_while_its_copy_waits_is_copied_no_more(who: Cast, permit: Permit) -> None:
    ask_for_copy(permit=permit, person=who.trader)
    _cancelled(permit, who)
    make_copy_file(permit.pk)
    assert make_copies_of_the_rest() == 0
    assert not PermitDocument.objects.filter(permit=permit, kind=DocumentKind.COPY).exists()


def test_what_is_not_printed_yet_cannot_be_copied(who: Cast) -> None:
    with pytest.raises(NoCopy):
        ask_for_copy(permit=issued(who), person=who.trader)


# ---- a permit that is cancelled while it is printed ----


@pytest.mark.parametrize("end", [_cancelled, _replaced])
def test_a_permit_cancelled_between_number_and_print_is_never_printed(bb: Any, who: Cast, end: Any) -> None:
    permit = issue_permits(application=ready_to_issue(who, "EXP"), signatory=who.signatory)[0]
    end(permit, who)
    render_and_publish(permit.pk)
    with pytest.raises(NeverPrinted):
        publish_permit(permit_id=permit.pk)
    assert not PermitDocument.objects.filter(permit=permit).exists()
    _is_nobodys_news(bb, who, permit)


@pytest.mark.parametrize("end", [_cancelled, _replaced])
def test_a_permit_cancelled_while_its_task_runs_is_not_handed_out(
    bb: Any, who: Cast, end: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    permit = issued(who)

    def cancelled_meanwhile(of: Permit, kind: DocumentKind) -> PermitDocument:
        made = make_document(of, kind)
        end(permit, who)
        return made

    with monkeypatch.context() as patch:
        patch.setattr("cites.permits.documents.publishing.make_document", cancelled_meanwhile)
        render_and_publish(permit.pk)
    assert PermitDocument.objects.filter(permit=permit).exists(), "what was made is kept as evidence"
    _is_nobodys_news(bb, who, permit)


def test_it_is_asked_whether_a_permit_was_cancelled_while_nobody_else_holds_its_case(
    who: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    permit, order = issued(who), []
    for name in ("lock_case", "is_never_printed"):
        deed = getattr(publishing, name)
        monkeypatch.setattr(publishing, name, lambda *of, name=name, deed=deed: (order.append(name), deed(*of))[1])
    publish_permit(permit_id=permit.pk)
    assert order == ["is_never_printed", "lock_case", "is_never_printed"]


def _is_nobodys_news(bb: Any, who: Cast, permit: Permit) -> None:
    assert find_original(permit) is None
    assert not permit.events.filter(kind=EventKind.PUBLISHED).exists()
    assert not CaseNews.objects.filter(case=permit.application.case, kind="permit_ready").exists()
    assert not told_of(permit, "permit.published").exists()
    assert permit not in unpublished_permits()
    with frozen(now().replace(year=now().year + 1)):
        assert count_overdue_permits() == Permit.objects.filter(replaces=permit).count()
    publish_the_rest()
    assert not permit.events.filter(kind=EventKind.PUBLISHED).exists()
    client = bb.client()
    client.force_login(who.trader)
    answer = client.get(f"/permits/{permit.number}.pdf")
    assert answer.status_code == 410
    assert "was cancelled before its document was made" in answer.content.decode()
    assert "is being made" not in client.get(f"/permits/{permit.number}/").content.decode()
    assert (
        "It was cancelled before its document was made"
        in client.get(f"/applications/{permit.application.reference}/").content.decode()
    )


def test_a_permit_cancelled_after_it_was_published_keeps_its_document(bb: Any, who: Cast, permit: Permit) -> None:
    _cancelled(permit, who)
    publish_permit(permit_id=permit.pk)
    client = bb.client()
    client.force_login(who.trader)
    given = client.get(f"/permits/{permit.number}.pdf")
    assert given.getvalue().startswith(b"%PDF")
    given.close()
