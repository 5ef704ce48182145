"""X.509 for signing keys: a Party's own authority, and the certificates that it issues."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID, ObjectIdentifier

from cites.permits.errors import UnfitCertificate
from cites.permits.signing.keys import new_private_half
from cites.permits.tokens.keys import is_for_practice, public_half
from kernel.text import gettext_noop

AUTHORITY_YEARS: Final = 25
CERTIFICATE_YEARS: Final = 10
"""Longer than any document is valid and has to be kept, for a rotated key's certificate is not renewed."""

_REAL = "CITES Management Authority"
_PRACTICE = "SPECIMEN: practice, not valid for any shipment"
_LONGEST = 64  # characters of a part of a name (RFC 5280, appendix A)
_YEAR = timedelta(days=365)
_BEFORE = timedelta(hours=1)  # clocks differ
DOCUMENT_SIGNING: Final = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336


@dataclass(frozen=True, slots=True)
class Authority:
    """A certificate authority that can issue."""

    certificate: x509.Certificate
    private: ec.EllipticCurvePrivateKey


def new_authority(iso2: str, state: str, at: datetime, *, practice: bool = False) -> Authority:
    """Return a fresh authority that signs itself; ``state`` is the Party's name in English."""
    private = new_private_half()
    name = _name(iso2, f"CITES signatures of {state}", _PRACTICE if practice else _REAL)
    key = private.public_key()
    builder = _builder(name, name, key, at, at + AUTHORITY_YEARS * _YEAR)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
    builder = builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key), critical=False)
    return Authority(builder.sign(private, hashes.SHA256()), private)


def issue_certificate(
    authority: Authority, jwk: dict[str, str], state: str, at: datetime, *, listed_at: str = ""
) -> x509.Certificate:
    """Return a certificate for the public half ``jwk``, whose name stands in the subject's serial number.

    ``listed_at`` is the address at which the authority says what it revoked; certificates of before name none.
    """
    issuer, key = authority.certificate, public_half(jwk)
    country, organisation = (_part(issuer, oid) for oid in (NameOID.COUNTRY_NAME, NameOID.ORGANIZATION_NAME))
    name = _name(country, f"CITES documents of {state}", organisation, serial=jwk["kid"])
    until = min(at + CERTIFICATE_YEARS * _YEAR, issuer.not_valid_after_utc)
    builder = _builder(issuer.subject, name, key, at, until)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([DOCUMENT_SIGNING]), critical=False)
    if listed_at:
        builder = builder.add_extension(_distribution(listed_at), critical=False)
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.private.public_key())
    return builder.add_extension(identifier, critical=False).sign(authority.private, hashes.SHA256())


def requesting_name(iso2: str, kid: str) -> x509.Name:
    """Return the name for which a national authority is asked to certify the key ``kid``."""
    return _name(iso2, "CITES documents", _PRACTICE if is_for_practice(kid) else _REAL, serial=kid)


def read_chain(pem: str) -> list[x509.Certificate]:
    """Return the certificates of a PEM text in its order; raise UnfitCertificate where it holds none."""
    try:
        return x509.load_pem_x509_certificates(pem.encode())
    except ValueError as error:
        raise UnfitCertificate(message=gettext_noop("This is no chain of certificates in PEM.")) from error


def write_chain(chain: Iterable[x509.Certificate]) -> str:
    """Return certificates as PEM, in their order."""
    return "".join(each.public_bytes(serialization.Encoding.PEM).decode() for each in chain)


def _part(certificate: x509.Certificate, oid: ObjectIdentifier) -> str:
    (found,) = certificate.subject.get_attributes_for_oid(oid)
    return str(found.value)


def _builder(
    issuer: x509.Name, subject: x509.Name, key: ec.EllipticCurvePublicKey, at: datetime, until: datetime
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder(issuer_name=issuer, subject_name=subject, public_key=key)
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(at - _BEFORE).not_valid_after(until)
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)


def _distribution(address: str) -> x509.CRLDistributionPoints:
    place = x509.UniformResourceIdentifier(address)
    return x509.CRLDistributionPoints(
        [x509.DistributionPoint(full_name=[place], relative_name=None, reasons=None, crl_issuer=None)]
    )


def _name(iso2: str, common: str, organisation: str, *, serial: str = "") -> x509.Name:
    parts = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, iso2),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
        x509.NameAttribute(NameOID.COMMON_NAME, common[:_LONGEST]),
    ]
    return x509.Name([*parts, *([x509.NameAttribute(NameOID.SERIAL_NUMBER, serial)] if serial else [])])


_USES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip


def _usage(**on: bool) -> x509.KeyUsage:
    return x509.KeyUsage(**{use: on.get(use, False) for use in _USES})
