"""Certificates of national authorities: read in each form, put in order, and refused in a sentence where they are unfit."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given, settings
from hypothesis import strategies as st

from cites.permits.errors import UnfitCertificate
from cites.permits.signing import certificates
from cites.permits.signing.certificates import DOCUMENT_SIGNING, new_authority, write_chain
from cites.permits.signing.chains import chain_of, check_chain
from cites.permits.signing.keys import new_private_half, public_jwk
from cites.permits.signing.reading import MOST_BYTES, described, read_certificates
from tests.factories.national import Nation
from tests.thorough import often

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
DER, PEM = serialization.Encoding.DER, serialization.Encoding.PEM
NATION = Nation(at=NOW)
PRIVATE = new_private_half()
JWK = public_jwk(PRIVATE, "VU-2026-1")
CHAIN = [NATION.leaf(PRIVATE.public_key()), NATION.issuer, NATION.root]
OTHERS = [new_authority("FJ", "Fiji", NOW).certificate, Nation(at=NOW).issuer]


def refused(found: list[x509.Certificate], at: datetime = NOW, jwk: dict[str, str] = JWK) -> str:
    with pytest.raises(UnfitCertificate) as error:
        check_chain(chain_of(found, jwk), jwk, at)
    return str(error.value)


# --- reading --------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", [PEM, DER])
def test_a_chain_in_one_file_of_pkcs_7_is_read(encoding: Any) -> None:
    assert set(read_certificates(pkcs7.serialize_certificates(CHAIN, encoding))) == set(CHAIN)


def test_pem_with_words_between_and_der_are_read() -> None:
    text = f"Root of trust\n{write_chain(CHAIN)}\nthe end"
    assert read_certificates(text.encode()) == CHAIN
    assert read_certificates(CHAIN[0].public_bytes(DER)) == CHAIN[:1]
    assert read_certificates(write_chain([*CHAIN, *CHAIN]).encode()) == CHAIN, "each once"


def test_what_is_no_certificate_is_refused_in_words_of_its_own() -> None:
    key = PRIVATE.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    request = x509.CertificateSigningRequestBuilder().subject_name(CHAIN[0].subject).sign(PRIVATE, hashes.SHA256())
    for data, words in {
        b"": "no certificate in it",
        b"\x30\x82": "no certificate in it",
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n": "no certificate in it",
        write_chain(CHAIN).encode() + key: "private key in this file",
        request.public_bytes(PEM): "certification request, and not",
        bytes(MOST_BYTES + 1): "larger than 64 kB",
        write_chain([Nation(at=NOW).root for _each in range(11)]).encode(): "more than 10 certificates",
    }.items():
        with pytest.raises(UnfitCertificate, match=words):
            read_certificates(data)


@pytest.mark.filterwarnings("ignore::cryptography.utils.CryptographyDeprecationWarning")  # it says so of what is spoilt
@settings(max_examples=often(300))
@given(st.data())
def test_a_spoilt_file_is_refused_and_never_an_error_page(data: st.DataObject) -> None:
    whole = bytearray(CHAIN[0].public_bytes(DER))
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=4)):
        whole[at] = data.draw(st.integers(0, 255))
    try:
        found = read_certificates(bytes(whole))
        check_chain(chain_of([*found, *CHAIN[1:]], JWK), JWK, NOW)
    except UnfitCertificate:
        return
    assert found == CHAIN[:1], "only what the authority signed is taken"


def test_a_certificate_is_shown_with_what_people_compare() -> None:
    shown = described(CHAIN[0])
    assert "CITES documents" in shown.subject
    assert "Issuer 1" in shown.issuer
    assert shown.fingerprint.replace(" ", "").lower() == CHAIN[0].fingerprint(hashes.SHA256()).hex()
    assert int(shown.serial.replace(" ", ""), 16) == CHAIN[0].serial_number


# --- putting in order -----------------------------------------------------------------------------


@given(st.permutations([*CHAIN, *OTHERS]))
def test_in_whatever_order_and_with_whatever_else_it_comes_it_is_the_same_chain(found: list[x509.Certificate]) -> None:
    chain = chain_of(found, JWK)
    assert chain == CHAIN
    check_chain(chain, JWK, NOW)


@given(st.sets(st.sampled_from(range(3)), max_size=2), st.randoms())
def test_what_is_missing_is_named(kept: set[int], by: random.Random) -> None:
    found = [CHAIN[each] for each in kept] + OTHERS
    by.shuffle(found)
    said = refused(found)
    if 0 not in kept:
        assert "None of these certificates is of the key VU-2026-1" in said
    else:
        assert "whose certificate is not among them" in said
        assert ("National Root" in said) == (1 in kept)


def test_of_two_certificates_of_the_key_the_later_one_is_taken() -> None:
    later = NATION.leaf(PRIVATE.public_key(), at=NOW + timedelta(days=1))
    assert chain_of([CHAIN[0], later, *CHAIN[1:]], JWK)[0] == later


# --- refusing -------------------------------------------------------------------------------------


@given(st.integers(-3000, 3000))
def test_it_is_taken_on_the_days_of_all_its_certificates_and_on_no_other(days: int) -> None:
    at = NOW + timedelta(days=days)
    if 0 <= days < NATION.days:
        check_chain(CHAIN, JWK, at)
    else:
        assert "is not valid today" in refused(CHAIN, at)


@given(st.sets(st.sampled_from(["digital_signature", "content_commitment", "key_agreement", "crl_sign"])))
def test_a_key_usage_without_signatures_is_refused(uses: set[str]) -> None:
    leaf = NATION.leaf(PRIVATE.public_key(), usage=certificates._usage(**dict.fromkeys(uses, True)))
    if uses & {"digital_signature", "content_commitment"}:
        check_chain(chain_of([leaf, *CHAIN[1:]], JWK), JWK, NOW)
    else:
        assert "is not for signatures" in refused([leaf, *CHAIN[1:]])


def test_a_certificate_for_a_web_site_is_refused_and_one_for_documents_is_not() -> None:
    for uses, fits in (
        ([ExtendedKeyUsageOID.SERVER_AUTH], False),
        ([ExtendedKeyUsageOID.SERVER_AUTH, DOCUMENT_SIGNING], True),
        ([ExtendedKeyUsageOID.EMAIL_PROTECTION], True),
    ):
        found = [NATION.leaf(PRIVATE.public_key(), extended=uses), *CHAIN[1:]]
        if fits:
            check_chain(chain_of(found, JWK), JWK, NOW)
        else:
            assert "for other uses than to sign documents" in refused(found)


@pytest.mark.parametrize(
    "other", [ec.generate_private_key(ec.SECP384R1()), rsa.generate_private_key(65537, 2048)], ids=["P-384", "RSA"]
)
def test_a_key_of_another_kind_is_told_so(other: Any) -> None:
    said = refused([NATION.leaf(other.public_key()), *CHAIN[1:]])
    assert "ours are on P-256" in said


def test_a_certificate_of_another_key_is_refused() -> None:
    leaf = NATION.leaf(new_private_half().public_key())
    assert "None of these certificates is of the key VU-2026-1" in refused([leaf, *CHAIN[1:]])


def test_a_root_that_may_have_no_authority_below_it_is_refused() -> None:
    narrow = Nation(at=NOW, depth=0)
    assert "is no certificate authority" in refused([narrow.leaf(PRIVATE.public_key()), narrow.issuer, narrow.root])
