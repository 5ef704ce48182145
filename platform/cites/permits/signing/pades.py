"""Signing a PDF as PAdES: B-B, and B-LT where a time-stamp service is given."""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from asn1crypto import algos
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError
from pyhanko_certvalidator.fetchers import OwnedFetcherBackend
from pyhanko_certvalidator.registry import SimpleCertificateStore

from cites.permits.errors import NotSigned
from cites.permits.signing.signers import Signer
from kernel.text import gettext_noop

FIELD: Final = "ManagementAuthority"
_LONGEST_SIGNATURE = 72  # bytes of DER on P-256


class Level(StrEnum):
    """How much a signature carries (ETSI EN 319 142-1)."""

    BASIC = "B-B"
    LONG_TERM = "B-LT"


@dataclass(frozen=True, slots=True)
class TimeStamps:
    """A time-stamp service (RFC 3161), and the roots by which its stamps are believed."""

    service: TimeStamper
    roots: tuple[x509.Certificate, ...]


def sign_pdf(
    pdf: bytes,
    signer: Signer,
    *,
    name: str,
    place: str,
    stamps: TimeStamps | None = None,
    lists: Sequence[x509.CertificateRevocationList] = (),
) -> bytes:
    """Return ``pdf`` certified by ``signer``: what is seen and what is tagged stay as they were.

    With ``stamps`` a time stamp and all that is needed to believe it later is put in, over the network; ``lists`` are
    those of what authorities revoked that are at hand. Raises NotSigned.
    """
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        name=name or None,
        location=place or None,
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.FILL_FORMS,
        embed_validation_info=stamps is not None,
        validation_context=_context(signer, stamps, lists) if stamps else None,
        dss_settings=_IN_THE_SAME_REVISION,
    )
    made = signers.PdfSigner(
        metadata, _Adapter(signer), timestamper=stamps.service if stamps else None, new_field_spec=_OUT_OF_SIGHT
    )
    out = io.BytesIO()
    try:
        made.sign_pdf(_SignatureAlone(io.BytesIO(pdf)), output=out)
    except (PdfError, SigningError, PathError, TimestampRequestError, OSError) as error:
        raise NotSigned(
            message=gettext_noop("The document was not signed (%(said)s)."), data={"said": str(error)}
        ) from error
    return out.getvalue()


# An untagged widget on the page would break PDF/UA, and a hidden one PDF/A: it lies outside, and may be printed.
_OUT_OF_SIGHT = fields.SigFieldSpec(
    FIELD,
    on_page=0,
    invis_sig_settings=fields.InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True),
)


# So the signature covers what makes it last, and the writer above is the only one.
_IN_THE_SAME_REVISION = DSSContentSettings(
    include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
)


class _SignatureAlone(IncrementalPdfFileWriter):  # type: ignore[misc, unused-ignore]
    """Leaves the metadata as they are: pyHanko's own copy renames the prefixes that PDF/A prescribes."""

    def _update_meta(self) -> None:
        return


class _Adapter(signers.Signer):  # type: ignore[misc, unused-ignore]
    """Our signer as pyHanko asks for one."""

    def __init__(self, signer: Signer) -> None:
        store = SimpleCertificateStore.from_certs([_asn1(each) for each in signer.chain])
        mechanism = algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"})
        super().__init__(signing_cert=_asn1(signer.certificate), cert_registry=store, signature_mechanism=mechanism)
        self._signer = signer

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if dry_run:
            return bytes(_LONGEST_SIGNATURE)
        return self._signer.sign_digest(hashlib.new(digest_algorithm, data).digest())


def _context(signer: Signer, stamps: TimeStamps, lists: Sequence[x509.CertificateRevocationList]) -> ValidationContext:
    # Where there are no stamps nothing is fetched: such tasks do without the memory that the library takes.
    from cites.permits.signing.fetching import AtHand

    root = signer.chain[-1] if signer.chain else signer.certificate
    return ValidationContext(
        trust_roots=[_asn1(each) for each in (root, *stamps.roots)],
        other_certs=[_asn1(each) for each in signer.chain],
        allow_fetching=True,
        fetcher_backend=OwnedFetcherBackend(AtHand(lists)),
        revocation_mode="soft-fail",
    )


def _asn1(certificate: x509.Certificate) -> asn1.Certificate:
    return asn1.Certificate.load(certificate.public_bytes(Encoding.DER))
