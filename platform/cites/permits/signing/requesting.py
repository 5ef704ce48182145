"""Asking a national authority to certify a key, wherever its private half lies."""

from collections.abc import Callable
from hashlib import sha256

from asn1crypto import csr
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from cites.permits.signing.certificates import requesting_name
from cites.permits.tokens.keys import public_half


def request_for(jwk: dict[str, str], sign_digest: Callable[[bytes], bytes], iso2: str) -> str:
    """Return a certification request in PEM (PKCS #10) for the key ``jwk``, for a national authority to answer.

    ``sign_digest`` signs with it, wherever its private half lies.
    """
    der = serialization.Encoding.DER
    public = public_half(jwk).public_bytes(der, serialization.PublicFormat.SubjectPublicKeyInfo)
    asked = csr.CertificationRequestInfo(
        {
            "version": "v1",
            "subject": asn1.Name.load(requesting_name(iso2, jwk["kid"]).public_bytes()),
            "subject_pk_info": asn1_keys.PublicKeyInfo.load(public),
            "attributes": [],
        }
    )
    made = csr.CertificationRequest(
        {
            "certification_request_info": asked,
            "signature_algorithm": {"algorithm": "sha256_ecdsa"},
            "signature": sign_digest(sha256(asked.dump()).digest()),
        }
    )
    return x509.load_der_x509_csr(made.dump()).public_bytes(serialization.Encoding.PEM).decode()
