"""A national authority that certifies keys: a root, an issuer below it, and certificates as they are asked for."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from cites.permits.signing import certificates
from cites.permits.signing.certificates import write_chain
from kernel import clock

CAN_SIGN = certificates._usage(digital_signature=True, content_commitment=True)
CAN_ISSUE = certificates._usage(key_cert_sign=True, crl_sign=True)


def _a_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP384R1())


@dataclass
class Nation:
    """A ministry of justice, whose certificates last for so many days from ``at`` on."""

    iso2: str = "VU"
    days: int = 900
    at: datetime = field(default_factory=clock.now)
    root_key: Any = field(default_factory=_a_key)
    issuer_key: Any = field(default_factory=_a_key)
    depth: int | None = None  # the path length of the root

    @property
    def root(self) -> x509.Certificate:
        return self._made("National Root", self.root_key.public_key(), "National Root", self.root_key, self.depth)

    @property
    def issuer(self) -> x509.Certificate:
        return self._made("Issuer 1", self.issuer_key.public_key(), "National Root", self.root_key, 0)

    def leaf(
        self,
        public: Any,
        subject: x509.Name | None = None,
        *,
        usage: x509.KeyUsage | None = CAN_SIGN,
        extended: Any = (),
        at: datetime | None = None,
    ) -> x509.Certificate:
        """The certificate of a key."""
        begins = at or self.at
        builder = certificates._builder(
            self._name("Issuer 1"),
            subject or self._name("CITES documents"),
            public,
            begins,
            begins + timedelta(days=self.days),
        )
        builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        builder = builder.add_extension(usage, critical=True) if usage else builder
        builder = builder.add_extension(x509.ExtendedKeyUsage(list(extended)), critical=False) if extended else builder
        return builder.sign(self.issuer_key, hashes.SHA384())

    def answers(self, request: x509.CertificateSigningRequest) -> list[x509.Certificate]:
        """The chain for the key that was asked about, its own certificate first."""
        return [self.leaf(request.public_key(), request.subject), self.issuer, self.root]

    def _made(self, subject: str, public: Any, issuer: str, signer: Any, depth: int | None) -> x509.Certificate:
        until = self.at + timedelta(days=self.days)
        builder = certificates._builder(self._name(issuer), self._name(subject), public, self.at, until)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=depth), critical=True)
        return builder.add_extension(CAN_ISSUE, critical=True).sign(signer, hashes.SHA384())

    def _name(self, common: str) -> x509.Name:
        return certificates._name(self.iso2, common, "Ministry of Justice")


def national_chain(request: x509.CertificateSigningRequest) -> tuple[str, str]:
    """The root in PEM, and the whole chain for the key that was asked about."""
    chain = Nation().answers(request)
    return write_chain(chain[-1:]), write_chain(chain)
