"""What makes signatures last: a time-stamp service."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import typst
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps import DummyTimeStamper, TimestampRequestError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator.fetchers.aiohttp_fetchers import AIOHttpCRLFetcher

from cites.permits.documents import signature
from cites.permits.documents.publishing import publish_permit
from cites.permits.errors import NotSigned
from cites.permits.models import DocumentSignature, PermitDocument
from cites.permits.services.issuing import issue_permits
from cites.permits.signing import certificates
from cites.permits.signing.certificates import Authority, issue_certificate, new_authority, write_chain
from cites.permits.signing.crls import Revoked, sign_list
from cites.permits.signing.keys import new_private_half, public_jwk
from cites.permits.signing.pades import TimeStamps, sign_pdf
from cites.permits.signing.signers import LocalSigner
from kernel import clock
from tests.factories.issuable import ready_to_issue
from tests.factories.permits import cast
from tests.factories.revoked import list_at, pyhanko_believes
from tests.factories.signed import pyhanko_says, structure_of

PDF = typst.compile(b'#set document(title: "A")\n= A', pdf_standards=["a-3a", "ua-1"])


@pytest.fixture
def authority() -> Authority:
    return new_authority("BB", "Barbados", clock.now())


@pytest.fixture
def signer(authority: Authority) -> LocalSigner:
    private = new_private_half()
    leaf = issue_certificate(authority, public_jwk(private, "BB-2026-1"), "Barbados", clock.now())
    return LocalSigner("BB-2026-1", private, leaf, (authority.certificate,))


# --- a time-stamp service -------------------------------------------------------------------------


@pytest.fixture
def stamps() -> TimeStamps:
    """A time-stamp authority of the test's own."""
    # The stand-in of pyHanko signs by RSA alone.
    private, now = rsa.generate_private_key(65537, 2048), clock.now()
    name = certificates._name("BB", "Time", "Time stamps")
    builder = certificates._builder(name, name, private.public_key(), now, now + timedelta(days=900))
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(certificates._usage(digital_signature=True, content_commitment=True), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    certificate = builder.sign(private, hashes.SHA256())
    der = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    service = DummyTimeStamper(
        asn1.Certificate.load(certificate.public_bytes(Encoding.DER)), asn1_keys.PrivateKeyInfo.load(der)
    )
    return TimeStamps(service, (certificate,))


def test_with_time_stamps_all_that_is_needed_later_is_within(
    authority: Authority, signer: LocalSigner, stamps: TimeStamps
) -> None:
    made = sign_pdf(PDF, signer, name="MA", place="Bridgetown", stamps=stamps)
    roots = write_chain([authority.certificate, *stamps.roots])
    verdict = pyhanko_says(made, roots)
    assert verdict.bottom_line
    assert verdict.timestamp_validity.valid
    assert verdict.coverage.name == "ENTIRE_FILE"
    kept = DocumentSecurityStore.read_dss(PdfFileReader(io.BytesIO(made)))
    assert len(kept.certs) >= 2
    assert structure_of(made).metadata == structure_of(PDF).metadata


def test_what_the_authority_revoked_is_within_and_is_not_fetched(
    authority: Authority, stamps: TimeStamps, monkeypatch: pytest.MonkeyPatch
) -> None:
    private, now = new_private_half(), clock.now()
    jwk = public_jwk(private, "BB-2026-1")
    leaf = issue_certificate(authority, jwk, "Barbados", now, listed_at="http://bb.localhost:1/list.crl")
    signer = LocalSigner("BB-2026-1", private, leaf, (authority.certificate,))
    listed = sign_list(authority, [Revoked(7, now)], 3, now)
    monkeypatch.setattr(AIOHttpCRLFetcher, "fetch", _never)
    made = sign_pdf(PDF, signer, name="MA", place="Bridgetown", stamps=stamps, lists=[listed])
    (kept,) = DocumentSecurityStore.read_dss(PdfFileReader(io.BytesIO(made))).crls
    assert kept.get_object().data == listed.public_bytes(Encoding.DER)
    assert believed_by_itself(made, [authority.certificate, *stamps.roots])
    without = sign_pdf(PDF, LocalSigner("BB-2026-1", private, leaf, signer.chain), name="MA", place="", stamps=None)
    assert not pyhanko_believes(without, write_chain(signer.chain), None, "require")


def test_a_key_that_the_list_names_signs_nothing_that_lasts(authority: Authority, stamps: TimeStamps) -> None:
    private, now = new_private_half(), clock.now()
    leaf = issue_certificate(authority, public_jwk(private, "BB-2026-1"), "Barbados", now, listed_at="http://x.test/")
    signer = LocalSigner("BB-2026-1", private, leaf, (authority.certificate,))
    listed = sign_list(authority, [Revoked(leaf.serial_number, now)], 1, now)
    with pytest.raises(NotSigned):
        sign_pdf(PDF, signer, name="MA", place="Bridgetown", stamps=stamps, lists=[listed])


def test_a_permit_with_a_time_stamp_brings_the_list_of_its_party(
    bb: Any, stamps: TimeStamps, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = cast()
    permit = issue_permits(application=ready_to_issue(who, "EXP"), signatory=who.signatory)[0]
    monkeypatch.setattr(signature, "time_stamps", lambda: stamps)
    document = publish_permit(permit_id=permit.pk)
    with document.file.open("rb") as file:
        (kept,) = DocumentSecurityStore.read_dss(PdfFileReader(io.BytesIO(file.read()))).crls
    assert kept.get_object().data == list_at("bb.localhost").public_bytes(Encoding.DER)


def believed_by_itself(pdf: bytes, roots: list[x509.Certificate]) -> bool:
    """Whether pyHanko, which has to look into a list, believes it by what lies within alone."""
    reader = PdfFileReader(io.BytesIO(pdf))
    (found,) = reader.embedded_regular_signatures
    trusted = [asn1.Certificate.load(each.public_bytes(Encoding.DER)) for each in roots]
    asked = {"trust_roots": trusted, "revocation_mode": "require", "allow_fetching": False}
    context = DocumentSecurityStore.read_dss(reader).as_validation_context(asked)
    return bool(validate_pdf_signature(found, context).bottom_line)


async def _never(*_: Any, **__: Any) -> Any:
    raise AssertionError("fetched")


def test_a_permit_waits_while_the_time_stamp_service_is_away(
    bb: Any, stamps: TimeStamps, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = cast()
    permit = issue_permits(application=ready_to_issue(who, "EXP"), signatory=who.signatory)[0]
    monkeypatch.setattr(signature, "time_stamps", lambda: stamps)
    with monkeypatch.context() as away:
        away.setattr(stamps.service, "async_timestamp", _away)
        with pytest.raises(NotSigned):
            publish_permit(permit_id=permit.pk)
    assert not PermitDocument.objects.filter(permit=permit).exists()
    document = publish_permit(permit_id=permit.pk)
    assert DocumentSignature.objects.get(document=document).level == "B-LT"


async def _away(*_: Any) -> Any:
    raise TimestampRequestError("nobody answers")


def test_a_deployment_without_a_service_stamps_nothing_and_one_without_roots_says_so(
    settings: Any, tmp_path: Path
) -> None:
    assert signature.time_stamps() is None
    settings.TIMESTAMP_URL, settings.TIMESTAMP_ROOTS = "https://tsa.example/", None
    with pytest.raises(NotSigned, match="TIMESTAMP_ROOTS"):
        signature.time_stamps()
    roots = tmp_path / "roots.pem"
    roots.write_text(write_chain([new_authority("BB", "Time", clock.now()).certificate]))
    settings.TIMESTAMP_ROOTS = roots
    found = signature.time_stamps()
    assert found is not None
    assert len(found.roots) == 1
