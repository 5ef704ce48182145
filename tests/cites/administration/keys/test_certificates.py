"""A national certificate is asked for, brought, shown and signed with; what is unfit changes nothing."""

import re
from datetime import timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.files.uploadedfile import SimpleUploadedFile

from cites.permits.signing.certificates import write_chain
from cites.permits.signing.queries import find_key_in_use
from cites.permits.signing.services import rotate_key
from cites.permits.signing.signers import signer_in_use
from cites.permits.tasks import make_signing_request
from kernel import clock
from tenants.context import as_owner, party_context
from tenants.doctor.running import examine
from tenants.models import Job
from tenants.names import PUBLIC
from tests.conftest import Place
from tests.factories.accounts import one_time_code, person
from tests.factories.console_pages import text
from tests.factories.jobs import fresh
from tests.factories.key_pages import (
    CERTIFICATE,
    CODE,
    INSTALL,
    KEYS,
    ROTATE,
    in_use,
    jobs,
    revoke_page,
    trail,
    work,
)
from tests.factories.national import Nation
from tests.factories.offices import fill


def the_request(vu: Place, client: Any) -> x509.CertificateSigningRequest:
    assert client.get(f"{CERTIFICATE}request.csr").status_code == 404
    client.post(f"{CERTIFICATE}request/")
    with vu.active():
        make_signing_request()
    answer = client.get(f"{CERTIFICATE}request.csr")
    assert answer["Content-Disposition"] == f'attachment; filename="{in_use(vu).kid}.csr"'
    found = x509.load_pem_x509_csr(answer.content)
    assert found.is_signature_valid
    return found


def bring(client: Any, *files: bytes) -> Any:
    names = ("certificate", "above")
    sent = {name: SimpleUploadedFile(f"{name}.pem", data) for name, data in zip(names, files, strict=False)}
    return client.post(CERTIFICATE, sent)


def test_a_national_certificate_is_asked_for_brought_shown_and_signed_with(vu: Place, ada: Any, browser: Any) -> None:
    nation = Nation()
    leaf, *above = nation.answers(the_request(vu, browser))
    page = bring(browser, leaf.public_bytes(Encoding.DER), write_chain(above[::-1]).encode())
    assert page.status_code == 200
    for words in ("National Root", "Issuer 1", "Fingerprint (SHA-256)", "The root"):
        assert words in text(page), words
    assert "Show that it is you" in fill(browser, INSTALL, page, reason="Letter 12 of the Ministry")
    assert jobs() == []
    fill(browser, f"{CODE}?next={INSTALL}", browser.get(f"{CODE}?next={INSTALL}"), code=one_time_code())
    work()
    with vu.active():
        signer = signer_in_use()
    assert (signer.certificate, list(signer.chain)) == (leaf, above)
    page = text(browser.get(KEYS))
    for words in ("National, good until", "Letter 12 of the Ministry", "By your own authority"):
        assert words in page, words
    published = vu.client().get("/.well-known/signing-chain.pem").content
    assert set(x509.load_pem_x509_certificates(published)) >= {leaf, *above}
    entry = trail(vu, "signing_certificate.installed")
    assert (entry.actor, entry.data["kid"]) == (ada, in_use(vu).kid)
    assert "Issuer 1" in entry.data["issuer"]


def test_a_certificate_that_is_unfit_is_told_of_and_changes_nothing(vu: Place, confirmed: Any) -> None:
    key, nation = in_use(vu), Nation()
    with vu.active():
        public = signer_in_use().certificate.public_key()
    leaf = nation.leaf(public)
    late = nation.leaf(public, at=clock.now() + timedelta(days=3))
    for files, words in {
        (b"nonsense",): "There is no certificate in it",
        (bytes(70_000),): "larger than 64 kB",
        (write_chain([nation.issuer, nation.root]).encode(),): f"None of these certificates is of the key {key.kid}",
        (write_chain([leaf]).encode(),): "whose certificate is not among them",
        (write_chain([late, nation.issuer, nation.root]).encode(),): "is not valid today",
        (write_chain([leaf]).encode(), b"nonsense"): "There is no certificate in it",
    }.items():
        page = bring(confirmed, *files)
        assert page.status_code == 422
        assert words in text(page), words
    page = bring(confirmed)
    assert (page.status_code, "Choose certificate" in text(page)) == (422, True)
    assert jobs() == []


def test_what_is_sent_past_the_first_page_is_read_once_more(vu: Place, confirmed: Any) -> None:
    kid, stranger = in_use(vu).kid, write_chain([Nation().root])
    for told in ({"kid": kid, "chain": stranger, "reason": "x"}, {"kid": kid, "reason": "x"}, {}):
        assert confirmed.post(INSTALL, told).status_code == 422
    assert confirmed.get(INSTALL)["Location"] == CERTIFICATE
    assert jobs() == []


def test_a_certificate_of_a_key_that_was_rotated_meanwhile_is_told_on_the_page_of_the_keys(
    vu: Place, confirmed: Any
) -> None:
    nation, kid = Nation(), in_use(vu).kid
    page = bring(confirmed, write_chain(nation.answers(the_request(vu, confirmed))).encode())
    fill(confirmed, INSTALL, page, reason="The letter")
    (job,) = jobs()
    with as_owner(PUBLIC):
        ngozi = person("operator", "Ngozi")
    rotate_key(party=vu.party, by=ngozi, reason="by hand")
    work()
    assert fresh(job).state == Job.State.FAILED
    assert f"{kid} does not sign any more" in text(confirmed.get(KEYS))


def test_a_national_certificate_that_ends_soon_is_told_by_the_doctor_and_left_until_its_last_days(
    vu: Place, confirmed: Any
) -> None:
    nation = Nation(days=60)
    page = bring(confirmed, write_chain(nation.answers(the_request(vu, confirmed))).encode())
    fill(confirmed, INSTALL, page, reason="The letter")
    work()
    for days, national in ((0, True), (50, False)):
        with clock.frozen(clock.now() + timedelta(days=days)):
            said = [each.finding.text % each.finding.data for each in examine(iso2="VU", fix=True)]
            assert any("national certificate of" in each for each in said) == national
            with party_context(vu.party):
                assert find_key_in_use().certificates.last().national == national


def test_the_request_of_a_practice_site_says_that_it_is_a_specimens(twin: Place) -> None:
    client = twin.client()
    with twin.active():
        client.force_login(person("party_administrator", mfa=False))
    assert "SPECIMEN" in the_request(twin, client).subject.rfc4514_string()


def test_no_page_shows_what_is_secret(vu: Place, confirmed: Any) -> None:
    sealed = in_use(vu).sealed_private
    the_request(vu, confirmed)
    for address in (KEYS, ROTATE, CERTIFICATE, revoke_page(in_use(vu).kid), f"{CERTIFICATE}request.csr"):
        shown = confirmed.get(address).content.decode()
        assert sealed not in shown
        assert not re.search("PRIVATE KEY", shown)
