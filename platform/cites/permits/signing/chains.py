"""Whether certificates can stand behind a signing key: from the key's own to one that signs itself."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from cites.permits.errors import UnfitCertificate
from cites.permits.models import SigningKey
from cites.permits.signing.certificates import DOCUMENT_SIGNING
from cites.permits.tokens.keys import public_half
from kernel import clock
from kernel.text import gettext_noop

_FOR_DOCUMENTS: Final = frozenset(
    {
        DOCUMENT_SIGNING,
        ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,
        ExtendedKeyUsageOID.EMAIL_PROTECTION,
        ExtendedKeyUsageOID.CODE_SIGNING,
        ObjectIdentifier("1.2.840.113583.1.1.5"),  # Adobe's
        ObjectIdentifier("1.3.6.1.4.1.311.10.3.12"),  # Microsoft's
    }
)
"""What readers of PDF take for a signature, where a certificate says for what it is good at all."""
_LONGEST: Final = 300
_WORDS: Final = {NameOID.SERIAL_NUMBER: "serialNumber", NameOID.EMAIL_ADDRESS: "E"}
_BROKEN: Final = (hashes.MD5, hashes.SHA1)


def fit_chain(found: Sequence[x509.Certificate], key: SigningKey, kid: str = "") -> list[x509.Certificate]:
    """Return those of ``found`` that may stand behind ``key``, in order; raise UnfitCertificate.

    ``kid`` is the key for which they were brought, where it is known: another may sign by now.
    """
    if kid not in ("", key.kid):
        text = gettext_noop("%(kid)s does not sign any more: have the key %(now)s certified.")
        raise _unfit(text, kid=kid, now=key.kid)
    chain = chain_of(found, key.public_jwk)
    check_chain(chain, key.public_jwk, clock.now())
    return chain


def chain_of(found: Sequence[x509.Certificate], jwk: dict[str, str]) -> list[x509.Certificate]:
    """Return the certificates of ``found`` that lead from the key ``jwk`` up to one that signs itself, in order.

    What does not belong to the chain is left out. Raises UnfitCertificate.
    """
    chain = [_of_the_key(found, jwk)]
    while not _issued(chain[-1], chain[-1]):
        above = next((each for each in found if each not in chain and _issued(each, chain[-1])), None)
        if above is None:
            raise _unfit(
                gettext_noop("%(subject)s is issued by %(issuer)s, whose certificate is not among them."),
                subject=name_of(chain[-1].subject),
                issuer=name_of(chain[-1].issuer),
            )
        chain.append(above)
    return chain


def check_chain(chain: Sequence[x509.Certificate], jwk: dict[str, str], at: datetime) -> None:
    """Raise UnfitCertificate unless ``chain`` leads from the key ``jwk`` to a certificate that signs itself."""
    for message, data in _faults(chain, jwk, at):
        raise _unfit(message, **data)


def name_of(name: x509.Name) -> str:
    """Return a name as people write it, the country last; cut where it is longer than any that is meant."""
    return ", ".join(part.rfc4514_string(_WORDS) for part in reversed(name.rdns))[:_LONGEST]


def _faults(
    chain: Sequence[x509.Certificate], jwk: dict[str, str], at: datetime
) -> Iterator[tuple[str, dict[str, str]]]:
    if not chain or _key_of(chain[0]) != public_half(jwk):
        yield gettext_noop("The first certificate is not of the key %(kid)s."), {"kid": jwk["kid"]}
    for each in chain:
        if not each.not_valid_before_utc <= at < each.not_valid_after_utc:
            yield gettext_noop("The certificate of %(subject)s is not valid today."), _naming(each)
    if not _may_sign(chain[0]):
        yield gettext_noop("The certificate of %(subject)s is not for signatures."), _naming(chain[0])
    if not _is_for_documents(chain[0]):
        yield (
            gettext_noop("The certificate of %(subject)s is for other uses than to sign documents."),
            _naming(chain[0]),
        )
    for below, above in zip(chain, [*chain[1:], chain[-1]], strict=True):
        if not _issued(above, below):
            text = gettext_noop("%(subject)s is not signed by the next certificate, or the last not by itself.")
            yield text, _naming(below)
    for below in chain[:-1]:
        if _is_broken(below):
            yield gettext_noop("The certificate of %(subject)s is signed in a way that is broken."), _naming(below)
    for depth, above in enumerate(chain[1:]):
        if not _is_authority(above, depth):
            yield gettext_noop("%(subject)s is no certificate authority."), _naming(above)


def _of_the_key(found: Sequence[x509.Certificate], jwk: dict[str, str]) -> x509.Certificate:
    own = [each for each in found if _key_of(each) == public_half(jwk)]
    if own:
        return max(own, key=lambda each: each.not_valid_before_utc)
    for each in found:
        if not _is_authority(each, 0) and not _is_on_p256(each):
            text = gettext_noop("The certificate of %(subject)s is for a key of another kind: ours are on P-256.")
            raise _unfit(text, **_naming(each))
    raise _unfit(gettext_noop("None of these certificates is of the key %(kid)s."), kid=jwk["kid"])


def _issued(above: x509.Certificate, below: x509.Certificate) -> bool:
    try:
        below.verify_directly_issued_by(above)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _key_of(certificate: x509.Certificate) -> Any:
    """The public key; None of a kind that nobody here knows."""
    try:
        return certificate.public_key()
    except (ValueError, UnsupportedAlgorithm):
        return None


def _is_on_p256(certificate: x509.Certificate) -> bool:
    key = _key_of(certificate)
    return isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1)


def _may_sign(leaf: x509.Certificate) -> bool:
    # PAdES asks for one of the two; most readers want the commitment to what is signed.
    usage = _extension(leaf, x509.KeyUsage)
    return usage is None or usage.digital_signature or usage.content_commitment


def _is_for_documents(leaf: x509.Certificate) -> bool:
    uses = _extension(leaf, x509.ExtendedKeyUsage)
    return uses is None or not _FOR_DOCUMENTS.isdisjoint(uses)


def _is_broken(certificate: x509.Certificate) -> bool:
    """Tell whether it is signed over a digest that can be forged; that of a root counts for nothing."""
    try:
        return isinstance(certificate.signature_hash_algorithm, _BROKEN)
    except UnsupportedAlgorithm:
        return True


def _is_authority(certificate: x509.Certificate, depth: int) -> bool:
    """Tell whether it may issue, with so many authorities between it and the key's own certificate."""
    basic, usage = _extension(certificate, x509.BasicConstraints), _extension(certificate, x509.KeyUsage)
    if not basic or not basic.ca or (usage is not None and not usage.key_cert_sign):
        return False
    return basic.path_length is None or basic.path_length >= depth


def _extension(certificate: x509.Certificate, kind: type[Any]) -> Any:
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None


def _naming(certificate: x509.Certificate) -> dict[str, str]:
    return {"subject": name_of(certificate.subject)}


def _unfit(message: str, **data: str) -> UnfitCertificate:
    return UnfitCertificate(message=message, data=data)
