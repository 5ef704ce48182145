"""Every issued document as its reader gets it: signed, tagged, with its data, and refused once it is altered."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509

from cites.permits.documents.message import message_of
from cites.permits.documents.publishing import publish_permit, sheet_for
from cites.permits.documents.xml.facts import PermitFacts
from cites.permits.documents.xml.reading import read_permit
from cites.permits.models import DocumentSignature, Permit, PermitLine
from cites.permits.rules.document_types import DOCUMENTS
from cites.permits.services.issuing import issue_permits
from cites.permits.signing.queries import key_in_use
from cites.permits.signing.signers import published_chain
from tenants.audit.models import AuditEntry
from tests.factories.documents import codes_on
from tests.factories.issuable import ready_to_issue
from tests.factories.permits import cast
from tests.factories.signed import (
    fonts_of,
    openssl_accepts,
    pdfsig_says,
    pyhanko_says,
    structure_of,
    with_one_byte_changed,
)

ISSUED = [code for code, document in DOCUMENTS.items() if document.is_issued]


@dataclass(frozen=True)
class Made:
    """A published original, what it should say, and by which key and root it should be believed."""

    pdf: bytes
    permit: Permit
    rows: list[PermitLine]
    facts: PermitFacts
    kid: str
    root: str
    token: str


_MADE: dict[str, Made] = {}


@pytest.fixture
def made(parties: Any) -> Iterator[Callable[[str], Made]]:
    """Each document is issued and signed once for all that is asked of it."""

    def of(code: str) -> Made:
        if code not in _MADE:
            (bb,) = parties("bb")
            with bb.active():
                _MADE[code] = _published(code)
        return _MADE[code]

    return of


def _published(code: str) -> Made:
    who = cast()
    permit = issue_permits(application=ready_to_issue(who, code), signatory=who.signatory)[0]
    document = publish_permit(permit_id=permit.pk)
    with document.file.open("rb") as file:
        pdf = file.read()
    lines = list(permit.lines.all())
    kid = key_in_use().kid
    signature = DocumentSignature.objects.get(document=document)
    assert (signature.kid, signature.level) == (kid, "B-B")
    entry = AuditEntry.objects.get(verb="permit.published", subject=permit.subject)
    assert entry.data == {"sha256": document.sha256, "kid": kid, "level": "B-B"}
    root = published_chain().split("-----BEGIN")[-1]
    facts, token = message_of(permit, lines, sheet_for(permit, lines)), permit.tokens.get().token
    return Made(pdf, permit, lines, facts, kid, f"-----BEGIN{root}", token)


@pytest.mark.parametrize("code", ISSUED)
def test_pyhanko_believes_it_by_the_partys_own_authority_alone(made: Any, code: str) -> None:
    one = made(code)
    verdict = pyhanko_says(one.pdf, one.root)
    assert verdict.bottom_line
    assert verdict.coverage.name == "ENTIRE_FILE"
    (serial,) = (part for part in verdict.signing_cert.subject.chosen if part[0]["type"].native == "serial_number")
    assert serial[0]["value"].native == one.kid
    stranger = x509.load_pem_x509_certificate(one.root.encode())
    assert stranger.subject == stranger.issuer


@pytest.mark.parametrize("code", ISSUED)
def test_poppler_and_openssl_believe_it_too(made: Any, code: str, tmp_path: Path) -> None:
    one = made(code)
    assert openssl_accepts(one.pdf, one.root, tmp_path)
    said = pdfsig_says(one.pdf, tmp_path)
    for words in (
        "Signature is Valid",
        "Total document signed",
        "ETSI.CAdES.detached",
        "SHA-256",
        "CITES documents of Barbados",
    ):
        assert words in said


@pytest.mark.parametrize("code", ISSUED)
def test_its_data_are_those_of_the_permit(made: Any, code: str) -> None:
    one = made(code)
    attached = structure_of(one.pdf).attached
    assert list(attached) == ["CITESEPermit.xml"]
    assert read_permit(attached["CITESEPermit.xml"]) == one.facts


@pytest.mark.parametrize("code", ISSUED)
def test_its_data_are_what_the_register_has_of_the_permit(made: Any, code: str) -> None:
    permit, said = made(code).permit, read_permit(structure_of(made(code).pdf).attached["CITESEPermit.xml"])
    assert (said.number, said.language, said.purpose) == (permit.number, permit.language, permit.purpose)
    assert (said.valid_from, said.valid_until) == (permit.issued_on, permit.valid_until)
    assert abs(said.issued_at - permit.issued_at) < timedelta(milliseconds=1)
    assert (said.authority.name, said.signatory) == (permit.authority_name, permit.signatory_name)
    assert (said.exporter.name, said.exporter.country) == (permit.exporter_name, permit.exporter_country)
    assert (said.importer.name, said.importer.country) == (permit.consignee_name, permit.consignee_country)
    for party, address in (said.exporter, permit.exporter_address), (said.importer, permit.consignee_address):
        rows = [row.strip() for row in address.splitlines() if row.strip()]
        assert list(party.address[: len(rows)]) == rows
        assert len(party.address) == len(rows) + (code == "IFS" and party is said.exporter), "the vessel stands with it"


@pytest.mark.parametrize("code", ISSUED)
def test_its_lines_are_what_the_register_has_of_them(made: Any, code: str) -> None:
    rows, said = made(code).rows, read_permit(structure_of(made(code).pdf).attached["CITESEPermit.xml"]).lines
    for line, row in zip(said, rows, strict=True):
        assert (line.letter, line.scientific_name, line.common_name) == (
            row.letter,
            row.scientific_name,
            row.common_name,
        )
        assert (line.term, line.quantity, line.unit) == (row.term, row.quantity, row.unit)
        assert (line.appendix, line.sources, line.marks) == (row.appendix, "".join(row.sources), row.marks)
        assert (line.quota_used, line.quota_total) == (row.quota_used, row.quota_total)
        assert (line.origin, line.origin_number) == (row.country_of_origin, row.origin_permit_number)
        assert line.origin_date == (row.origin_permit_date if row.origin_permit_number else None)
        assert line.reexport_date == (row.reexport_date if row.reexport_number else None)
        assert (line.reexport, line.reexport_number) == (row.reexport_country, row.reexport_number)


@pytest.mark.parametrize("code", ISSUED)
def test_the_qr_of_each_page_is_read_back_from_a_picture_of_it(made: Any, code: str) -> None:
    one = made(code)
    assert codes_on(one.pdf) == [f"http://bb.localhost:8000/verify/{one.token}"] * len(structure_of(one.pdf).pages)


@pytest.mark.parametrize("code", ISSUED)
def test_its_reader_finds_the_marks_of_pdf_a_3a_and_pdf_ua_1(made: Any, code: str) -> None:
    found = structure_of(made(code).pdf)
    for mark in ("<pdfaid:part>3<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
        assert mark in found.metadata
    assert found.root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font) for font in fonts_of(found))
    assert found.root["/MarkInfo"]["/Marked"]
    assert found.root["/Lang"] == "en"
    assert found.root["/ViewerPreferences"]["/DisplayDocTitle"]
    (file,) = (each.get_object() for each in found.root["/AF"])
    assert (file["/AFRelationship"], file["/EF"]["/F"]["/Subtype"]) == ("/Data", "/application/xml")


@pytest.mark.parametrize("code", ISSUED)
def test_it_is_heard_in_order_with_headings_tables_and_texts_for_pictures(made: Any, code: str) -> None:
    found = structure_of(made(code).pdf)
    names = [each["/S"] for each in found.tags]
    assert names.count("/H1") == 1
    assert names.index("/H1") < names.index("/H2") < names.index("/Table")
    assert names.count("/H2") >= 11
    for table in found.named("/Table"):
        kinds = [kid.get_object()["/S"] for kid in table["/K"]]
        assert kinds == ["/THead", "/TBody"]
    assert all(cell["/A"] for cell in found.named("/TH"))
    alternatives = [each.get("/Alt", "") for each in found.named("/Figure")]
    assert all(alternatives)
    assert any("Seal of" in said for said in alternatives)
    assert any("QR code" in said for said in alternatives)
    assert "ticked" in alternatives


def test_what_is_signed_is_not_seen_and_breaks_no_tag(made: Any) -> None:
    found = structure_of(made("EXP").pdf)
    widgets = [each.get_object() for page in found.pages for each in page.get("/Annots", [])]
    (widget,) = widgets
    assert widget["/FT"] == "/Sig"
    assert all(edge < 0 for edge in widget["/Rect"])  # outside of the page
    assert widget["/F"] & 4  # printed
    assert not widget["/F"] & 2  # not hidden
    assert found.root["/Perms"]["/DocMDP"]


@pytest.mark.parametrize("code", ISSUED)
def test_one_byte_changed_and_nobody_believes_it(made: Any, code: str, tmp_path: Path) -> None:
    one = made(code)
    for at in (len(one.pdf) // 3, one.pdf.rindex(b"CITESEPermit.xml")):
        altered = with_one_byte_changed(one.pdf, at)
        assert not openssl_accepts(altered, one.root, tmp_path)
        assert "Signature is Valid" not in pdfsig_says(altered, tmp_path)
        assert not pyhanko_says(altered, one.root).bottom_line


def test_what_is_added_behind_the_signature_is_seen(made: Any) -> None:
    one = made("EXP")
    added = one.pdf + b"\n1 0 obj<</Type/Catalog>>endobj\n"
    assert pyhanko_says(added, one.root).coverage.name != "ENTIRE_FILE"
