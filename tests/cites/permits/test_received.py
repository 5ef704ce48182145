"""A PDF that somebody received: handed out here byte for byte, altered, or never signed, and nobody's name either way."""

import io
import json
import zlib
from datetime import timedelta
from typing import Any

import pytest
import typst
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader, PdfWriter

from cites.accounts.roles import Role
from cites.permits.documents.copies import make_copy
from cites.permits.documents.publishing import publish_permit, render_permit
from cites.permits.documents.signature import sign_document
from cites.permits.errors import AskedTooOften
from cites.permits.forms import verify as form
from cites.permits.models import KeyEventKind, Permit, PermitDocument, SigningKey, SigningKeyEvent
from cites.permits.rules.received import FileStanding
from cites.permits.services.permits import cancel_permit, report_lost
from cites.permits.services.printing import print_on_paper
from cites.permits.services.replacing import replace_permit
from cites.permits.signing import inspector
from cites.permits.signing.certificates import issue_certificate, new_authority
from cites.permits.signing.inspector import signatures_in
from cites.permits.signing.keys import new_private_half, public_jwk
from cites.permits.signing.pades import sign_pdf
from cites.permits.signing.queries import key_in_use
from cites.permits.signing.signers import LocalSigner
from kernel import clock
from tenants.audit.models import AuditEntry
from tenants.context import as_owner, today
from tenants.models import Party
from tests.conftest import Place
from tests.factories.accounts import person
from tests.factories.permits import Cast, cast, issued
from tests.factories.releases import now_in_force
from tests.factories.signed import with_one_byte_changed
from tests.thorough import some

PDF = "application/pdf"


@pytest.fixture(autouse=True)
def _nobody_asked_before() -> None:
    cache.clear()


@pytest.fixture
def who(bb: Any) -> Cast:
    return cast()


@pytest.fixture
def permit(who: Cast) -> Permit:
    return published(who)


def published(who: Cast) -> Permit:
    found = issued(who)
    publish_permit(permit_id=found.pk)
    return found


def bytes_of(document: PermitDocument) -> bytes:
    with document.file.open() as file:
        return bytes(file.read())


def original(permit: Permit) -> bytes:
    return bytes_of(permit.documents.get(kind="original"))


def sent(place: Any, content: bytes, address: str, **more: Any) -> Any:
    return place.client(**more).post(address, {"file": SimpleUploadedFile("permit.pdf", content, PDF)})


def asked(place: Any, content: bytes, status: int = 200) -> dict[str, Any]:
    answer = sent(place, content, "/api/verify-document")
    assert answer.status_code == status, answer.content
    told: dict[str, Any] = answer.json()
    return told


def page(place: Any, content: bytes) -> tuple[int, str]:
    answer = sent(place, content, "/verify/document/")
    return answer.status_code, answer.content.decode()


def codes(told: dict[str, Any]) -> list[str]:
    return [reason["code"] for reason in told["reasons"]]


def a_pdf() -> bytes:
    return typst.compile(b'#set document(title: "A")\n= A', pdf_standards=["a-3a", "ua-1"])


def signed_by_nobody_of_ours(kid: str = "BB-2026-1") -> bytes:
    """Somebody who calls their authority and their key as ours are called."""
    authority, private = new_authority("BB", "Barbados", clock.now()), new_private_half()
    leaf = issue_certificate(authority, public_jwk(private, kid), "Barbados", clock.now())
    signer = LocalSigner(kid, private, leaf, (authority.certificate,))
    return sign_pdf(a_pdf(), signer, name="Management Authority", place="Bridgetown")


def end_key(place: Any, kid: str) -> None:
    with as_owner(place.schema_name):
        key = SigningKey.objects.get(kid=kid)
        SigningKeyEvent.objects.create(
            key=key, kind=KeyEventKind.REVOKED, operator="ngozi@archipelago.example", reason="Stolen"
        )


def test_what_was_handed_out_is_told_with_the_permits_status_and_no_person(bb: Any, permit: Permit) -> None:
    status, said = page(bb, original(permit))
    assert status == 200
    for shown in ("Valid", permit.number, "Aliger gigas", "byte for byte"):
        assert shown in said
    for hidden in (permit.exporter_name, permit.consignee_name, permit.signatory_name, "Harbour Drive"):
        assert hidden not in said


def test_a_program_is_told_the_same(bb: Any, permit: Permit) -> None:
    told = asked(bb, original(permit))
    assert (told["state"], told["file"], told["rendition"]) == ("valid", "handed_out", "original")
    assert (told["number"], told["key"], told["reasons"]) == (permit.number, key_in_use().kid, [])
    assert len(told["lines"]) == permit.lines.count()
    assert permit.exporter_name not in json.dumps(told)


def test_the_name_and_the_kind_that_a_browser_says_do_not_matter(bb: Any, permit: Permit) -> None:
    file = SimpleUploadedFile("../../etc/passwd", original(permit), "text/html")
    assert bb.client().post("/api/verify-document", {"file": file}).json()["file"] == "handed_out"


def test_a_copy_is_told_as_one(bb: Any, permit: Permit) -> None:
    content = bytes_of(make_copy(permit_id=permit.pk))
    told = asked(bb, content)
    assert (told["state"], told["rendition"], codes(told)) == ("valid", "copy", ["copy"])
    assert "may not be used in place of the original" in page(bb, content)[1]


def test_what_was_printed_on_security_paper_is_told_as_that(bb: Any, who: Cast, permit: Permit) -> None:
    now_in_force(printing={"security_paper": True})
    first, second = (print_on_paper(permit=permit, official=who.officer) for _ in range(2))
    assert first != second
    for content in (first, second):
        told = asked(bb, content)
        assert (told["state"], told["rendition"], codes(told)) == ("valid", "overlay", ["overlay"])
    entry = AuditEntry.objects.filter(verb="permit.printed").latest("pk")
    assert entry.data["sha256"]


def test_of_what_was_replaced_lost_or_cancelled_each_file_says_so(bb: Any, who: Cast, permit: Permit) -> None:
    report_lost(permit=permit, lost_on=today(), reason="Taken from the car.", official=who.signatory)
    assert asked(bb, original(permit))["state"] == "lost"
    other = replace_permit(permit=permit, reason="It was stolen.", signatory=who.signatory)
    publish_permit(permit_id=other.pk)
    assert asked(bb, original(permit))["state"] == "replaced"
    assert other.number not in page(bb, original(permit))[1]
    assert asked(bb, original(other))["state"] == "valid"
    cancel_permit(permit=other, reason="A mistake of Rosalind", official=who.signatory)
    status, said = page(bb, original(other))
    assert (status, "Cancelled" in said, "Rosalind" in said) == (200, True, False)


def test_with_one_byte_changed_it_is_altered_and_nothing_of_the_permit_is_told(bb: Any, permit: Permit) -> None:
    pdf = original(permit)
    for at in (len(pdf) // 3, pdf.rindex(b"CITESEPermit.xml"), pdf.index(b"/Pages"), pdf.rindex(b"startxref") + 11):
        told = asked(bb, with_one_byte_changed(pdf, at))
        assert (told["state"], told["file"], codes(told)) == ("forged", "altered", ["altered"]), at
        assert (told["number"], told["lines"]) == (None, [])
    cache.clear()
    status, said = page(bb, with_one_byte_changed(pdf, len(pdf) // 3))
    assert (status, "Altered" in said, permit.number in said) == (404, True, False)


@pytest.mark.parametrize("part", some([0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.999], 4))
def test_wherever_a_byte_is_changed_it_is_told_as_altered(bb: Any, permit: Permit, part: float) -> None:
    pdf = original(permit)
    assert asked(bb, with_one_byte_changed(pdf, int(len(pdf) * part)))["file"] in ("altered", "unreadable")


@pytest.mark.parametrize("part", some([0.01, 0.1, 0.2, 0.5, 0.8, 0.99], 3))
def test_within_the_signature_itself_as_well_or_it_is_nobodys_any_more(bb: Any, permit: Permit, part: float) -> None:
    """Where its certificate is spoilt nobody can tell whose it was, and what goes with it unsigned spoils nothing."""
    pdf = original(permit)
    begins = pdf.rindex(b"/Contents <") + len(b"/Contents <")
    ends = pdf.index(b">", begins)
    at = int(begins + (ends - begins) * part)
    told = asked(bb, pdf[:at] + (b"1" if pdf[at : at + 1] != b"1" else b"2") + pdf[at + 1 :])
    assert told["file"] in ("altered", "not_on_record", "signed_by_others", "unreadable")
    assert (told["number"], told["lines"]) == (None, [])


def test_what_was_cut_off_cannot_be_read(bb: Any, permit: Permit) -> None:
    pdf = original(permit)
    told = asked(bb, pdf[: len(pdf) // 2])
    assert (told["state"], told["file"], told["number"]) == ("unreadable", "unreadable", None)
    assert "Ask for it anew" in page(bb, pdf[: len(pdf) // 2])[1]


def test_what_was_added_to_is_told(bb: Any, permit: Permit) -> None:
    writer = PdfWriter(PdfReader(io.BytesIO(original(permit))), incremental=True)
    writer.add_metadata({"/Producer": "Somebody"})
    out = io.BytesIO()
    writer.write(out)
    for content in (out.getvalue(), original(permit) + b"\n1 0 obj<</Type/Catalog>>endobj\n"):
        told = asked(bb, content)
        assert (told["state"], told["file"], told["number"]) == ("forged", "added_to", None)


def test_a_signature_of_ours_that_lies_in_another_document_is_not_believed(bb: Any, permit: Permit) -> None:
    pdf = original(permit)
    at = pdf.index(b"stream", 2000) + 20
    assert asked(bb, pdf[:at] + b"another text" + pdf[at + 12 :])["file"] in ("altered", "unreadable")


def test_what_our_key_signed_and_the_register_does_not_have_was_never_handed_out(bb: Any, permit: Permit) -> None:
    told = asked(bb, sign_document(a_pdf(), permit).pdf)
    assert (told["state"], told["file"], told["number"]) == ("unknown", "not_on_record", None)
    assert (codes(told), told["key"]) == (["not_on_record"], key_in_use().kid)


def test_a_revoked_key_is_named_with_its_day(owner_here: str) -> None:
    with as_owner("public"):
        here = Place(Party.objects.get(schema_name="party_bb"))
    with here.active():
        permit, kid = published(cast()), key_in_use().kid
        known, never = original(permit), sign_document(a_pdf(), permit).pdf
        day = today()
    end_key(here, kid)
    told = asked(here, known)
    assert (told["state"], codes(told), told["revoked"]) == ("valid", ["revoked_key"], day.isoformat())
    assert kid in told["reasons"][0]["message"]
    told = asked(here, never)
    assert (told["state"], codes(told)) == ("unknown", ["not_on_record", "revoked_key"])
    assert (told["key"], told["revoked"]) == (kid, day.isoformat())
    assert f"was revoked on {day.day} " in page(here, never)[1]


def test_a_signature_stays_one_when_its_certificate_has_ended(bb: Any, permit: Permit) -> None:
    never = sign_document(a_pdf(), permit).pdf
    with clock.frozen(clock.now() + timedelta(days=365 * 12)):
        assert asked(bb, never)["file"] == "not_on_record"


def test_what_bears_no_signature_or_somebody_elses_was_never_signed_here(bb: Any, permit: Permit) -> None:
    for content, file in ((render_permit(permit), "not_signed"), (signed_by_nobody_of_ours(), "signed_by_others")):
        told = asked(bb, content)
        assert (told["state"], told["file"], told["number"], told["key"]) == ("unknown", file, None, None)
        status, said = page(bb, content)
        assert (status, "Not signed here" in said) == (404, True)


def test_a_document_of_another_party_is_to_be_asked_there(parties: Any) -> None:
    bb, fj = parties("bb", "fj")
    with bb.active():
        content = original(published(cast()))
    told = asked(fj, content)
    assert (told["state"], told["file"], told["number"]) == ("unknown", "elsewhere", None)
    assert told["ask_at"] == "http://bb.localhost:8000/api/verify-document"
    status, said = page(fj, content)
    assert status == 404
    assert "Barbados" in said
    assert "http://bb.localhost:8000/verify/document/" in said
    assert asked(fj, signed_by_nobody_of_ours())["file"] == "signed_by_others"


def test_a_specimen_is_one_at_its_practice_site_and_anywhere_else(parties: Any) -> None:
    twin, vu = parties("vu-practice", "vu")
    with twin.active():
        content = original(published(cast()))
    status, said = page(twin, content)
    assert (status, "Specimen" in said) == (200, True)
    assert asked(twin, content)["state"] == "specimen"
    told = asked(vu, content)
    assert (told["state"], codes(told)) == ("forged", ["practice"])


@pytest.mark.parametrize("content", [b"", b"%PDX-1.7", b"MZ" + b"0" * 400, b"\xff\xd8\xff" + b"0" * 400])
def test_what_is_no_pdf_is_told_beside_its_field(bb: Any, content: bytes) -> None:
    told = asked(bb, content, 422)
    assert [each["parameter"] for each in told["errors"]] == ["file"]
    status, said = page(bb, content)
    assert (status, "govuk-error-message" in said) == (422, True)


def test_nothing_sent_and_too_much_sent_are_told(bb: Any, monkeypatch: Any) -> None:
    assert bb.client().post("/api/verify-document").json()["errors"][0]["parameter"] == "file"
    assert bb.client().post("/verify/document/").status_code == 422
    monkeypatch.setattr(form, "LARGEST", 100)
    assert "larger than 10 MB" in asked(bb, a_pdf(), 422)["errors"][0]["detail"]
    assert page(bb, a_pdf())[0] == 422


def test_who_sends_much_that_is_none_of_ours_is_slowed_down_and_nobody_else(
    bb: Any, permit: Permit, monkeypatch: Any
) -> None:
    monkeypatch.setattr("cites.permits.queries.received.signatures_in", lambda pdf, **_more: [])
    answers = [sent(bb, a_pdf(), "/api/verify-document").status_code for _ in range(12)]
    assert (answers[0], answers[-1]) == (200, 429)
    assert page(bb, a_pdf())[0] == 429
    assert bb.client().get(f"/verify/{'A' * 26}").status_code == 429
    assert asked(bb, original(permit))["state"] == "valid"
    customs = bb.client()
    customs.force_login(person(Role.CUSTOMS))
    file = SimpleUploadedFile("permit.pdf", a_pdf(), PDF)
    assert customs.post("/verify/document/", {"file": file}).status_code == 404


def test_nothing_is_kept_of_what_was_sent(bb: Any, permit: Permit) -> None:
    entries = AuditEntry.objects.count()
    folder = PermitDocument._meta.get_field("file").storage
    before = folder.listdir("")
    asked(bb, a_pdf())
    assert folder.listdir("") == before
    assert AuditEntry.objects.count() == entries


@pytest.fixture
def swelling() -> bytes:
    """Half a gigabyte of nothing in half a megabyte, where a reader has to look first."""
    packer = zlib.compressobj(9)
    content = b"".join([*(packer.compress(bytes(1 << 24)) for _ in range(48)), packer.flush()])
    size = f"/Type/XRef/Size 9/W[1 4 2]/Root 1 0 R/Filter/FlateDecode/Length {len(content)}"
    head = b"%PDF-1.7\n1 0 obj\n<<" + size.encode() + b">>stream\n"
    return head + content + b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n"


def test_what_swells_takes_no_memory_of_ours_and_cannot_be_read(bb: Any, swelling: bytes) -> None:
    assert len(swelling) < 2_000_000
    assert asked(bb, swelling)["file"] == FileStanding.UNREADABLE


def test_a_reader_that_does_not_come_back_is_ended(monkeypatch: Any) -> None:
    monkeypatch.setattr("cites.permits.signing.inspector._PATIENCE", 0.01)
    assert signatures_in(a_pdf(), chain="", at=clock.now()) is None


def test_who_comes_while_another_file_is_read_is_asked_to_come_back(monkeypatch: Any) -> None:
    monkeypatch.setattr(inspector, "_WAITING", 0.01)
    with inspector._AT_ONCE, pytest.raises(AskedTooOften):
        signatures_in(a_pdf(), chain="", at=clock.now())
    assert signatures_in(a_pdf(), chain="", at=clock.now()) == []


def test_the_page_says_what_it_wants_and_works_without_scripts(bb: Any) -> None:
    said = bb.client().get("/verify/document/").content.decode()
    assert 'enctype="multipart/form-data"' in said
    assert "not kept" in said
    assert "/verify/document/" in bb.client().get("/verify/").content.decode()


def test_it_is_described_for_programs(bb: Any) -> None:
    described = bb.client().get("/api/openapi.json").json()["paths"]["/api/verify-document"]["post"]
    assert list(described["requestBody"]["content"]) == ["multipart/form-data"]
