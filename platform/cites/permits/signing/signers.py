"""Who signs: a key with its certificate, wherever its private half lies."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed

from cites.permits.errors import NoSigningCertificate
from cites.permits.models import KeyEventKind, SigningAuthority, SigningCertificate, SigningKey
from cites.permits.signing.certificates import read_chain, write_chain
from cites.permits.signing.crls import read_list
from cites.permits.signing.keys import open_private
from cites.permits.signing.queries import key_in_use
from kernel import clock

_DIGEST = ec.ECDSA(Prehashed(hashes.SHA256()))


class Signer(Protocol):
    """What signing a document needs of a key on P-256, whose private half need not be in this process."""

    @property
    def kid(self) -> str:
        """The name of the key."""

    @property
    def certificate(self) -> x509.Certificate:
        """The key's own certificate."""

    @property
    def chain(self) -> tuple[x509.Certificate, ...]:
        """The certificates above it, to one that signs itself."""

    def sign_digest(self, digest: bytes) -> bytes:
        """Return the ECDSA signature, in DER, of a SHA-256 digest."""


@dataclass(frozen=True, slots=True)
class LocalSigner:
    """A key whose private half is opened here."""

    kid: str
    private: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]

    def sign_digest(self, digest: bytes) -> bytes:
        """Return the ECDSA signature, in DER, of a SHA-256 digest."""
        return self.private.sign(digest, _DIGEST)


def signer_in_use() -> Signer:
    """Return the signer of the Party that is active, by the key that is in use now.

    Raises NoSigningKey, NoSigningCertificate and SecretUnreadable; HardwareModuleAway once it signs.
    """
    key = key_in_use()
    held = key.certificates.last()
    if held is None:
        raise NoSigningCertificate(key.kid)
    leaf, *above = read_chain(held.chain)
    if key.in_hardware:
        # Only who has such a module does with the memory that the library takes.
        from cites.permits.signing.hardware import HardwareSigner

        return HardwareSigner(key.kid, leaf, tuple(above))
    return LocalSigner(key.kid, open_private(key.sealed_private, key.kid), leaf, tuple(above))


def lists_behind(signer: Signer) -> list[x509.CertificateRevocationList]:
    """Return the list of the Party's authority behind a signer; none behind a national one's, or that has run out."""
    root = write_chain(signer.chain[-1:])
    held = SigningAuthority.objects.filter(certificate=root).last()
    newest = held.lists.filter(good_until__gt=clock.now()).last() if held else None
    return [read_list(newest.pem)] if newest else []


def signing_with(key: SigningKey) -> Callable[[bytes], bytes]:
    """Return what signs a SHA-256 digest with ``key``, certified or not; raise SecretUnreadable.

    What it returns raises HardwareModuleAway.
    """
    if key.in_hardware:
        from cites.permits.signing.hardware import sign_digest

        return partial(sign_digest, key.kid)
    private = open_private(key.sealed_private, key.kid)
    return lambda digest: private.sign(digest, _DIGEST)


def published_chain() -> str:
    """Return the certificates of every key that was not revoked, newest first, each with those above it; in PEM."""
    held = SigningCertificate.objects.exclude(key__events__kind=KeyEventKind.REVOKED).order_by("-pk")
    found = (certificate for each in held for certificate in read_chain(each.chain))
    return write_chain(dict.fromkeys(found))
