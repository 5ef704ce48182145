"""Reading certificates as people bring them: PEM, DER or PKCS #7; and what each says, for a page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import pkcs7

from cites.permits.errors import UnfitCertificate
from cites.permits.signing.chains import name_of
from kernel.text import gettext_noop

MOST_BYTES: Final = 64 * 1024
MOST_CERTIFICATES: Final = 10
_PRIVATE = gettext_noop(
    "There is a private key in this file. Ours never leaves its place, and no other belongs here: bring the "
    "certificate alone."
)
_REQUEST = gettext_noop("This is a certification request, and not the certificate that answers it.")
_READERS: Final[tuple[Callable[[bytes], list[x509.Certificate]], ...]] = (
    x509.load_pem_x509_certificates,
    lambda data: [x509.load_der_x509_certificate(data)],
    pkcs7.load_pem_pkcs7_certificates,
    pkcs7.load_der_pkcs7_certificates,
)


@dataclass(frozen=True, slots=True)
class ReadCertificate:
    """What a certificate says: whose, by whom, its number in hexadecimal, for how long, and its SHA-256."""

    subject: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_until: datetime
    fingerprint: str


def read_certificates(data: bytes) -> list[x509.Certificate]:
    """Return the certificates in a file, in its order, each once; raise UnfitCertificate where there is none."""
    if len(data) > MOST_BYTES:
        raise UnfitCertificate(
            message=gettext_noop("The file is larger than %(most)s kB."), data={"most": MOST_BYTES // 1024}
        )
    if b"PRIVATE KEY-----" in data:
        raise UnfitCertificate(message=_PRIVATE)
    found = list(dict.fromkeys(_found(data)))
    if len(found) > MOST_CERTIFICATES:
        raise UnfitCertificate(
            message=gettext_noop("There are more than %(most)s certificates in it."), data={"most": MOST_CERTIFICATES}
        )
    if not found:
        is_request = b"CERTIFICATE REQUEST-----" in data
        raise UnfitCertificate(message=_REQUEST if is_request else gettext_noop("There is no certificate in it."))
    if not all(map(_is_whole, found)):
        raise UnfitCertificate(message=gettext_noop("A certificate in it cannot be read."))
    return found


def described(certificate: x509.Certificate) -> ReadCertificate:
    """Return what ``certificate`` says."""
    return ReadCertificate(
        subject=name_of(certificate.subject),
        issuer=name_of(certificate.issuer),
        serial=_grouped(f"{certificate.serial_number:x}"),
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        fingerprint=_grouped(certificate.fingerprint(hashes.SHA256()).hex()),
    )


def _found(data: bytes) -> list[x509.Certificate]:
    for read in _READERS:
        try:
            return read(data)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            continue
    return []


def _is_whole(certificate: x509.Certificate) -> bool:
    """Tell whether all that is asked of it later can be read: the library reads some parts only when they are asked."""
    try:
        described(certificate)
        return certificate.serial_number > 0 and len(certificate.extensions) >= 0
    except (ValueError, x509.DuplicateExtension):
        return False


def _grouped(hexadecimal: str) -> str:
    """Four digits at a time, so that two people can read them to one another."""
    return " ".join(hexadecimal[at : at + 4] for at in range(0, len(hexadecimal), 4)).upper()
