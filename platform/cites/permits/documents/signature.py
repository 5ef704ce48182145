"""The signature of the Management Authority under a permit's original and its copy."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509
from django.conf import settings

from cites.permits.errors import NotSigned
from cites.permits.models import Permit
from cites.permits.signing.signers import lists_behind, signer_in_use
from kernel.text import gettext_noop

if TYPE_CHECKING:
    from cites.permits.signing.pades import TimeStamps

_SECONDS = 10  # that a time-stamp service may take


@dataclass(frozen=True, slots=True)
class Signed:
    """A document with the Party's signature, the name of the key that made it, and its level."""

    pdf: bytes
    kid: str
    level: str


def sign_document(pdf: bytes, permit: Permit) -> Signed:
    """Return ``pdf`` signed by the key that is in use now, whichever that was when the permit was numbered.

    Raises NoSigningKey, NoSigningCertificate, and NotSigned where the time-stamp service does not answer.
    """
    # Only the tasks sign: other processes do without the second and the memory that the library takes.
    from cites.permits.signing.pades import Level, sign_pdf

    signer, stamps = signer_in_use(), time_stamps()
    lists = lists_behind(signer) if stamps else []
    signed = sign_pdf(pdf, signer, name=permit.authority_name, place=permit.place_of_issue, stamps=stamps, lists=lists)
    return Signed(signed, signer.kid, Level.LONG_TERM if stamps else Level.BASIC)


def time_stamps() -> "TimeStamps | None":
    """Return the time-stamp service of this deployment, or None where it has none."""
    from pyhanko.sign.timestamps import HTTPTimeStamper

    from cites.permits.signing.pades import TimeStamps

    if not settings.TIMESTAMP_URL:
        return None
    if settings.TIMESTAMP_ROOTS is None:
        raise NotSigned(message=gettext_noop("TIMESTAMP_URL is set, and TIMESTAMP_ROOTS is not."))
    roots = x509.load_pem_x509_certificates(Path(settings.TIMESTAMP_ROOTS).read_bytes())
    return TimeStamps(HTTPTimeStamper(settings.TIMESTAMP_URL, timeout=_SECONDS), tuple(roots))
