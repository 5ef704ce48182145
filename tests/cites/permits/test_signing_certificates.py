"""Certificates of signing keys: made with the key, never by the Party's login, replaced by a nation's, and kept."""

import io
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import typst
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import NameOID
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from pyhanko.pdf_utils.reader import PdfFileReader

from cites.permits.documents.publishing import publish_permit, render_permit
from cites.permits.documents.signature import sign_document
from cites.permits.errors import NoSigningCertificate, UnfitCertificate
from cites.permits.models import (
    DocumentSignature,
    PermitDocument,
    PermitToken,
    SigningAuthority,
    SigningCertificate,
)
from cites.permits.services.issuing import issue_permits
from cites.permits.signing import certificates
from cites.permits.signing.certificates import Authority, issue_certificate, new_authority, read_chain
from cites.permits.signing.chains import check_chain
from cites.permits.signing.keys import new_private_half, public_jwk
from cites.permits.signing.queries import find_key_in_use, key_in_use, keys_of
from cites.permits.signing.services import revoke_key, rotate_key
from cites.permits.signing.signers import published_chain, signer_in_use
from cites.permits.tasks import publish_the_rest
from kernel import clock
from tenants.audit.models import AuditEntry
from tenants.context import as_owner, party_context
from tenants.doctor.running import examine
from tenants.models import Party
from tenants.names import PUBLIC
from tests.factories.documents import codes_on
from tests.factories.issuable import ready_to_issue
from tests.factories.national import national_chain
from tests.factories.permits import cast
from tests.factories.signed import pyhanko_says

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
CHAIN = "/.well-known/signing-chain.pem"
NO_CERTIFICATE = (
    "DELETE FROM party_vu.permits_signingcertificate",
    "DELETE FROM party_vu.permits_revocationlist",
    "DELETE FROM party_vu.permits_signingauthority",
)


def chain_at(host: str) -> list[x509.Certificate]:
    answer = Client(headers={"host": host}).get(CHAIN)
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    return x509.load_pem_x509_certificates(answer.content)


def kid_of(certificate: x509.Certificate) -> str:
    (found,) = certificate.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)
    return str(found.value)


# --- what a chain is ------------------------------------------------------------------------------


@pytest.fixture
def authority() -> Authority:
    return new_authority("BB", "Barbados", NOW)


def a_key(kid: str = "BB-2026-1") -> dict[str, str]:
    return public_jwk(new_private_half(), kid)


def test_a_certificate_names_the_key_and_leads_to_an_authority_that_can_do_nothing_else(authority: Authority) -> None:
    jwk = a_key()
    leaf = issue_certificate(authority, jwk, "Barbados", NOW)
    check_chain([leaf, authority.certificate], jwk, NOW)
    assert kid_of(leaf) == "BB-2026-1"
    assert leaf.subject.rfc4514_string().endswith("C=BB")
    usage = leaf.extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical
    assert (usage.value.digital_signature, usage.value.content_commitment, usage.value.key_cert_sign) == (
        True,
        True,
        False,
    )
    basic = authority.certificate.extensions.get_extension_for_class(x509.BasicConstraints)
    assert (basic.critical, basic.value.ca, basic.value.path_length) == (True, True, 0)
    assert NOW + timedelta(days=3600) < leaf.not_valid_after_utc < authority.certificate.not_valid_after_utc


def test_a_certificate_of_practice_says_that_it_is_a_specimens() -> None:
    twin = new_authority("BB", "Barbados", NOW, practice=True)
    leaf = issue_certificate(twin, a_key("BB-PRACTICE-2026-1"), "Barbados", NOW)
    assert "SPECIMEN" in leaf.subject.rfc4514_string()
    assert "SPECIMEN" in leaf.issuer.rfc4514_string()


def test_no_certificate_outlives_the_authority_that_issued_it(authority: Authority) -> None:
    late = authority.certificate.not_valid_after_utc - timedelta(days=30)
    assert (
        issue_certificate(authority, a_key(), "Barbados", late).not_valid_after_utc
        == authority.certificate.not_valid_after_utc
    )


def test_a_chain_is_refused_that_cannot_stand_behind_the_key(authority: Authority) -> None:
    jwk, stranger = a_key(), new_authority("BB", "Barbados", NOW)
    leaf = issue_certificate(authority, jwk, "Barbados", NOW)
    root = authority.certificate
    faults = {
        "is not of the key": ([issue_certificate(authority, a_key(), "Barbados", NOW), root], NOW),
        "not by itself": ([leaf], NOW),
        "is not signed by the next": ([leaf, stranger.certificate], NOW),
        "is not valid today": ([leaf, root], NOW - timedelta(days=2)),
        "is not valid today.": ([leaf, root], leaf.not_valid_after_utc),
    }
    for words, (chain, at) in faults.items():
        with pytest.raises(UnfitCertificate, match=words):
            check_chain(chain, jwk, at)
    with pytest.raises(UnfitCertificate):
        check_chain([], jwk, NOW)
    for text in ("", "no PEM", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"):
        with pytest.raises(UnfitCertificate):
            read_chain(text)


def test_a_key_for_something_else_and_an_issuer_that_is_no_authority_are_refused(authority: Authority) -> None:
    private = new_private_half()
    jwk = public_jwk(private, "BB-2026-1")
    leaf = issue_certificate(authority, jwk, "Barbados", NOW)
    below_private = new_private_half()
    below = certificates._builder(leaf.subject, leaf.subject, below_private.public_key(), NOW, NOW + timedelta(days=9))
    issued = below.sign(private, hashes.SHA256())
    with pytest.raises(UnfitCertificate, match="is no certificate authority"):
        check_chain([issued, leaf, authority.certificate], public_jwk(below_private, "BB-2026-2"), NOW)
    usage = certificates._usage(key_cert_sign=True)
    other = certificates._builder(leaf.subject, leaf.subject, private.public_key(), NOW, NOW + timedelta(days=9))
    own = other.add_extension(usage, critical=True).sign(private, hashes.SHA256())
    with pytest.raises(UnfitCertificate, match="is not for signatures"):
        check_chain([own], jwk, NOW)


# --- within a Party -------------------------------------------------------------------------------


def test_the_chain_of_the_key_in_use_is_published_on_the_partys_host(parties: Any) -> None:
    bb, fj = parties("bb", "fj")
    with bb.active():
        kid = key_in_use().kid
    leaf, root = chain_at(bb.host)
    assert (kid_of(leaf), root.subject) == (kid, root.issuer)
    assert not {root} & set(chain_at(fj.host))


def test_the_partys_own_login_makes_no_authority_and_no_certificate(bb: Any) -> None:
    key = key_in_use()
    for write in (
        lambda: SigningAuthority.objects.create(name="BB-2026-AUTHORITY-9", certificate="x", sealed_private="x"),
        lambda: SigningCertificate.objects.create(key=key, chain="x", valid_until=NOW),
        lambda: SigningCertificate.objects.update(chain="x"),
        lambda: SigningAuthority.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            write()


def test_the_authoritys_private_half_does_not_lie_in_clear(bb: Any) -> None:
    assert "PRIVATE" not in SigningAuthority.objects.get().sealed_private


# --- by the owner ---------------------------------------------------------------------------------


def execute(*statements: str) -> None:
    with as_owner(PUBLIC), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def trail(vu: Party) -> list[str]:
    with party_context(vu):
        found = AuditEntry.objects.filter(verb__regex="^signing_(authority|certificate)").order_by("id")
        return list(found.values_list("verb", flat=True))


def test_a_new_key_has_its_certificate_at_once_and_the_one_before_keeps_its_own(vu: Party, ngozi: Any) -> None:
    old = find_in_use(vu)
    new = rotate_key(party=vu, by=ngozi, reason="a new year")
    assert [kid_of(each) for each in chain_at("vu.localhost") if each.subject != each.issuer] == [new.kid, old]
    assert len(chain_at("vu.localhost")) == 3  # one authority for both
    revoke_key(party=vu, kid=new.kid, by=ngozi, reason="a stolen disk")
    named = [kid_of(each) for each in chain_at("vu.localhost") if each.subject != each.issuer]
    assert named == [find_in_use(vu), old]
    assert new.kid not in named


def test_what_is_numbered_before_a_key_is_revoked_is_signed_by_the_next(vu: Party, ngozi: Any) -> None:
    with party_context(vu):
        who = cast()
        permit = issue_permits(application=ready_to_issue(who, "EXP"), signatory=who.signatory)[0]
        before = key_in_use()
    revoke_key(party=vu, kid=before.kid, by=ngozi, reason="a stolen disk")
    with party_context(vu):
        document = publish_permit(permit_id=permit.pk)
        after = key_in_use().kid
        assert DocumentSignature.objects.get(document=document).kid == after != before.kid
        assert publish_permit(permit_id=permit.pk) == document
        with document.file.open("rb") as file:
            pdf = file.read()
    assert kid_in(pdf) == after


def test_a_document_made_after_its_token_was_signed_by_a_key_that_is_revoked_by_then_bears_another(
    vu: Party, ngozi: Any
) -> None:
    with party_context(vu):
        who = cast()
        permit = issue_permits(application=ready_to_issue(who, "EXP"), signatory=who.signatory)[0]
        render_permit(permit)  # as far as the worker came
        before = key_in_use().kid
    revoke_key(party=vu, kid=before, by=ngozi, reason="a stolen disk")
    with party_context(vu):
        publish_permit(permit_id=permit.pk)
        first, last = PermitToken.objects.filter(permit=permit)
        assert (first.kid, last.kid) == (before, key_in_use().kid)
        with PermitDocument.objects.get(permit=permit).file.open("rb") as file:
            assert {each.rpartition("/")[2] for each in codes_on(file.read())} == {last.token}


def test_the_list_of_keys_says_of_a_document_that_its_key_was_revoked_though_its_chain_is_whole(
    vu: Party, ngozi: Any
) -> None:
    with party_context(vu):
        who = cast()
        permit = issue_permits(application=ready_to_issue(who, "EXP"), signatory=who.signatory)[0]
        with publish_permit(permit_id=permit.pk).file.open("rb") as file:
            pdf = file.read()
        revoke_key(party=vu, kid=kid_in(pdf), by=ngozi, reason="a stolen disk")
        root = published_chain().rpartition("-----BEGIN")[2]
    assert pyhanko_says(pdf, f"-----BEGIN{root}").bottom_line, "the document brings its certificate along"
    listed = Client().get("/.well-known/jwks.json", headers={"host": "vu.localhost"}).json()["keys"]
    assert [key["kid"] for key in listed if "revoked" in key] == [kid_in(pdf)]


def test_a_party_of_before_waits_for_the_doctor_and_signs_then(vu: Party, ngozi: Any) -> None:
    execute(*NO_CERTIFICATE)
    with party_context(vu):
        who = cast()
        permit = issue_permits(application=ready_to_issue(who, "EXP"), signatory=who.signatory)[0]
        with pytest.raises(NoSigningCertificate):
            publish_permit(permit_id=permit.pk)
        assert publish_the_rest() == 0
    assert any("signing certificate" in each for each in said_by_doctor())
    said_by_doctor(fix=True)
    assert not any("signing certificate" in each for each in said_by_doctor())
    assert trail(vu)[-3:] == ["signing_authority.made", "signing_authority.listed", "signing_certificate.made"]
    with party_context(vu):
        assert publish_the_rest() == 1


def test_an_upgrade_certifies_the_key_of_a_party_of_before(vu: Party, ngozi: Any) -> None:
    execute(*NO_CERTIFICATE)
    migration = import_module("cites.permits.migrations.0022_signing_certificates")
    with as_owner(vu.schema_name):
        migration.certify_keys_in_use(apps, None)
    leaf, root = chain_at("vu.localhost")
    assert kid_of(leaf) == find_in_use(vu)
    assert not any("signing certificate" in each for each in said_by_doctor())
    rotate_key(party=vu, by=ngozi, reason="a new year")
    assert chain_at("vu.localhost")[1] == root  # its authority issues the next one too


def test_where_the_field_key_is_lost_another_authority_follows(vu: Party, ngozi: Any, settings: Any) -> None:
    before = chain_at("vu.localhost")[1]
    settings.FIELD_KEY = "the-new-key-" * 4
    rotate_key(party=vu, by=ngozi, reason="the former FIELD_KEY is lost")
    leaf, root, _former, former_root = chain_at("vu.localhost")
    assert former_root == before != root
    assert leaf.issuer == root.subject


def test_a_certificate_that_ends_soon_is_made_anew(vu: Party, ngozi: Any) -> None:
    with clock.frozen(clock.now() + timedelta(days=365 * certificates.CERTIFICATE_YEARS - 30)):
        assert any("signing certificate" in each for each in said_by_doctor())
        said_by_doctor(fix=True)
        with party_context(vu):
            made = find_key_in_use().certificates.last()
        assert made.valid_until > clock.now() + timedelta(days=3000)


def test_a_national_chain_takes_over_when_it_is_fit(vu: Party, ngozi: Any, tmp_path: Path, capsys: Any) -> None:
    call_command("request_signing_certificate", "VU", "--by", ngozi.email)
    said = capsys.readouterr().out
    request = x509.load_pem_x509_csr(said[said.index("-----BEGIN") :].encode())
    assert request.is_signature_valid
    root, chain = national_chain(request)
    path = tmp_path / "chain.pem"
    path.write_text(chain)
    call_command("install_signing_certificate", "VU", str(path), "--by", ngozi.email, "--reason", "the Gazette")
    assert trail(vu)[-1] == "signing_certificate.installed"
    with party_context(vu):
        who = cast()
        permit = issue_permits(application=ready_to_issue(who, "EXP"), signatory=who.signatory)[0]
        signed = sign_document(minimal_pdf(), permit)
        assert signer_in_use().chain[-1] == x509.load_pem_x509_certificate(root.encode())
    verdict = pyhanko_says(signed.pdf, root)
    assert verdict.bottom_line
    assert find_in_use(vu) == kid_of(chain_at("vu.localhost")[0])


def test_a_chain_that_is_not_fit_is_refused_in_a_sentence(vu: Party, ngozi: Any, tmp_path: Path) -> None:
    path = tmp_path / "chain.pem"
    stranger = new_authority("VU", "Vanuatu", clock.now())
    leaf = issue_certificate(stranger, a_key("VU-2026-1"), "Vanuatu", clock.now())
    for text, words in {
        "": "There is no certificate in it",
        certificates.write_chain([leaf, stranger.certificate]): "None of these certificates is of the key VU-",
    }.items():
        path.write_text(text)
        with pytest.raises(CommandError, match=words):
            call_command("install_signing_certificate", "VU", str(path), "--by", ngozi.email, "--reason", "x")
    with pytest.raises(CommandError, match="missing"):
        call_command("install_signing_certificate", "VU", "missing.pem", "--by", ngozi.email, "--reason", "x")


def find_in_use(vu: Party) -> str:
    (key,) = (key for key in keys_of(vu) if key.is_in_use)
    return key.kid


def said_by_doctor(*, fix: bool = False) -> list[str]:
    return [diagnosis.finding.text for diagnosis in examine(iso2="VU", fix=fix)]


def kid_in(pdf: bytes) -> str:
    (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
    return str(signature.signer_cert.subject.native["serial_number"])


def minimal_pdf() -> bytes:
    return typst.compile(b'#set document(title: "A")\n= A', pdf_standards=["a-3a", "ua-1"])
