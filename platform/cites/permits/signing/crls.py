"""The list of what an authority has revoked (RFC 5280, section 5): it is signed by the authority itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

from cites.permits.signing.certificates import Authority

GOOD_FOR: Final = timedelta(days=10)
"""So long readers may keep a list: within it they hear of a revocation, and nobody misses a worker that is away."""
_BEFORE: Final = timedelta(minutes=5)  # clocks differ, and a list of the future is none
_EARLIEST: Final = timezone(timedelta(hours=14))  # no clock on Earth begins a day sooner


@dataclass(frozen=True, slots=True)
class Revoked:
    """A certificate of a key that others may have: revoked at a moment, exposed perhaps since a day before it."""

    serial: int
    at: datetime
    exposed_on: date | None = None


def sign_list(
    authority: Authority, revoked: Iterable[Revoked], number: int, at: datetime
) -> x509.CertificateRevocationList:
    """Return the list of that number, good from ``at`` on for as long as readers may keep it."""
    builder = x509.CertificateRevocationListBuilder(
        issuer_name=authority.certificate.subject, last_update=at - _BEFORE, next_update=at + GOOD_FOR
    )
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.private.public_key())
    builder = builder.add_extension(identifier, critical=False).add_extension(x509.CRLNumber(number), critical=False)
    for each in revoked:
        builder = builder.add_revoked_certificate(_entry(each))
    return builder.sign(authority.private, hashes.SHA256())


def write_list(made: x509.CertificateRevocationList) -> str:
    """Return a list as PEM."""
    return made.public_bytes(serialization.Encoding.PEM).decode()


def read_list(pem: str) -> x509.CertificateRevocationList:
    """Return the list of a PEM text that was written here."""
    return x509.load_pem_x509_crl(pem.encode())


def _entry(revoked: Revoked) -> x509.RevokedCertificate:
    builder = x509.RevokedCertificateBuilder().serial_number(revoked.serial).revocation_date(revoked.at)
    # A key is revoked for no other reason: what merely ended is retired.
    builder = builder.add_extension(x509.CRLReason(x509.ReasonFlags.key_compromise), critical=False)
    if revoked.exposed_on:
        since = datetime.combine(revoked.exposed_on, time.min, _EARLIEST).astimezone(UTC)
        builder = builder.add_extension(x509.InvalidityDate(since.replace(tzinfo=None)), critical=False)
    return builder.build()
