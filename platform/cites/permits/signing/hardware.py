"""Keys whose private half never leaves a hardware module (PKCS #11); needs the package ``python-pkcs11``."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from typing import Any, Final

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from django.conf import settings
from pkcs11.util.ec import encode_named_curve_parameters

from cites.permits.errors import HardwareModuleAway
from cites.permits.signing.keys import jwk_of
from kernel.text import gettext_noop

_HALF: Final = 32  # bytes of r and of s, of x and of y on P-256
_ONE_AT_A_TIME: Final = Lock()  # a session that ends logs out all others of the process
_REFUSED: Final[set[bytes]] = set()
"""What was no PIN of a token: a module that is told a wrong one a few times locks itself, and tasks try for ever."""


@dataclass(frozen=True, slots=True)
class HardwareSigner:
    """The key ``kid`` in the token that the settings name."""

    kid: str
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]

    def sign_digest(self, digest: bytes) -> bytes:
        """Return the ECDSA signature, in DER, of a SHA-256 digest; raise HardwareModuleAway."""
        return sign_digest(self.kid, digest)


def sign_digest(kid: str, digest: bytes) -> bytes:
    """Return the ECDSA signature, in DER, of a SHA-256 digest by the key ``kid``; raise HardwareModuleAway."""
    with session() as opened:
        key = opened.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, label=kid)
        raw = key.sign(digest, mechanism=pkcs11.Mechanism.ECDSA)
    return encode_dss_signature(int.from_bytes(raw[:_HALF], "big"), int.from_bytes(raw[_HALF:], "big"))


def make_pair(kid: str) -> dict[str, str]:
    """Make a key on P-256 under the name ``kid``; return its public half as a JWK; raise HardwareModuleAway."""
    curve = {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}
    with session(writing=True) as opened:
        parameters = opened.create_domain_parameters(pkcs11.KeyType.EC, curve, local=True)
        public, _private = parameters.generate_keypair(id=kid.encode(), label=kid, store=True)
        point = bytes(public[pkcs11.Attribute.EC_POINT])[-2 * _HALF :]
    return jwk_of(kid, point[:_HALF], point[_HALF:])


def names_of_keys() -> set[str]:
    """Return the names of all keys in the token; raise HardwareModuleAway."""
    with session() as opened:
        found = opened.get_objects({pkcs11.Attribute.CLASS: pkcs11.ObjectClass.PRIVATE_KEY})
        return {each[pkcs11.Attribute.LABEL] for each in found}


@contextmanager
def session(*, writing: bool = False) -> Iterator[Any]:
    """Open the token that the settings name, for a moment; raise HardwareModuleAway where anything within fails."""
    if not settings.HSM_MODULE:
        raise HardwareModuleAway(message=gettext_noop("HSM_MODULE, which names the hardware module, is not set."))
    with _ONE_AT_A_TIME:
        try:
            with _token().open(rw=writing, user_pin=_pin()) as opened:
                yield opened
        except pkcs11.PKCS11Error as error:
            if isinstance(error, pkcs11.PinIncorrect):
                _REFUSED.add(_mark())
            _begin_anew()
            raise _away(f"{type(error).__name__} {error}".strip()) from error


def _token() -> Any:
    try:
        module = pkcs11.lib(str(settings.HSM_MODULE))
    except pkcs11.PKCS11Error:
        raise
    except RuntimeError as error:  # the file is no module
        raise _away(str(error)) from error
    return module.get_token(token_label=settings.HSM_TOKEN)


def _pin() -> str:
    if _mark() in _REFUSED:
        message = gettext_noop("The hardware module refused HSM_PIN, which is not tried again until a restart.")
        raise HardwareModuleAway(message=message)
    return str(settings.HSM_PIN)


def _away(said: str) -> HardwareModuleAway:
    message = gettext_noop("The hardware module with the signing keys did not do as it was asked (%(said)s).")
    return HardwareModuleAway(message=message, data={"said": said[:200]})


def _mark() -> bytes:
    return sha256(f"{settings.HSM_MODULE} {settings.HSM_TOKEN} {settings.HSM_PIN}".encode()).digest()


def _begin_anew() -> None:
    # After a module was away it may know nothing of this process; the next session introduces itself again.
    with suppress(pkcs11.PKCS11Error, RuntimeError):
        pkcs11.lib(str(settings.HSM_MODULE)).finalize()
