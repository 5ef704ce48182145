"""A signer whose private half never leaves a hardware module (PKCS #11); needs the package ``python-pkcs11``."""

from dataclasses import dataclass
from typing import Any, Final

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

_HALF: Final = 32  # bytes of r and of s on P-256


@dataclass(frozen=True, slots=True)
class HardwareSigner:
    """The key of a label in a token; ``session`` is open and stays its owner's to close."""

    kid: str
    session: Any
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]

    def sign_digest(self, digest: bytes) -> bytes:
        """Return the ECDSA signature, in DER, of a SHA-256 digest."""
        key = self.session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, label=self.kid)
        raw = key.sign(digest, mechanism=pkcs11.Mechanism.ECDSA)
        return encode_dss_signature(int.from_bytes(raw[:_HALF], "big"), int.from_bytes(raw[_HALF:], "big"))
