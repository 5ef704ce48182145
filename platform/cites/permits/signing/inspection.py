"""``python -m cites.permits.signing.inspection``: read the signatures of a stranger's PDF, in a process of its own.

A PDF can be made to swell a thousandfold or to keep a reader busy for ever. So it is read where little memory and time
are given, no secret and no database are at hand, and nothing is lost when it ends. The input is a line of JSON, with
the certificates of the Party in PEM and the moment, and then the file; the answer is a list in JSON, or ``null`` where
nothing can be read. Needs no Django.
"""

import contextlib
import io
import json
import re
import resource
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from asn1crypto import cms, x509
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

MEMORY: Final = 512 * 1024 * 1024  # bytes of address space; the libraries take a tenth of it
SECONDS: Final = 5  # of the processor; a document of ours takes one, nearly all of it to load the libraries
MOST: Final = 8  # signatures that are looked at
_RANGE = re.compile(rb"/ByteRange\s*\[\s*0\s+(\d{1,9})\s+(\d{1,9})\s+\d{1,9}\s*\]")


def main() -> None:
    """Answer the one question on the input."""
    with contextlib.suppress(ValueError):  # macOS knows no such limit, and serves no country
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asked, pdf = json.loads(sys.stdin.buffer.readline()), sys.stdin.buffer.read()
    json.dump(signatures(pdf, asked["chain"], datetime.fromisoformat(asked["at"])), sys.stdout)


def signatures(pdf: bytes, chain: str, at: datetime) -> list[dict[str, Any]] | None:
    """Return each signature of ``pdf`` as the fields of a ``SeenSignature``; None where it cannot be read."""
    known = list(load_certs_from_pemder_data(chain.encode())) if chain else []
    try:
        found = list(PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures)[:MOST]
    except Exception:  # whatever a stranger's file makes the library stumble over
        return list(_torn(pdf)) or None
    return [_seen(each, pdf, known, at) for each in found]


def _seen(signature: EmbeddedPdfSignature, pdf: bytes, known: list[x509.Certificate], at: datetime) -> dict[str, Any]:
    certificate: x509.Certificate | None = None
    try:
        certificate = signature.signer_cert
        status = validate_pdf_signature(signature, _context(certificate, known, at), skip_diff=True)
        covers_all = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
        is_whole = status.intact and status.valid and _is_as_written(signature, pdf)
        return _told(certificate, is_whole=is_whole, covers_all=covers_all, trusted=status.trusted)
    except Exception:  # as above: what cannot be validated is not whole
        return _told(certificate)


def _is_as_written(signature: EmbeddedPdfSignature, pdf: bytes) -> bool:
    """Tell whether the one place that no signature covers, its own, has nothing but the signature as we write it."""
    _first, ends, begins, _rest = (int(each) for each in signature.byte_range)
    written = cms.ContentInfo.load(bytes(signature.pkcs7_content)).dump().hex().encode()
    return bool(pdf[ends:begins].lower() == b"<" + written.ljust(begins - ends - 2, b"0") + b">")


def _context(signer: x509.Certificate, known: list[x509.Certificate], at: datetime) -> ValidationContext:
    """By the Party's own roots alone, with nothing fetched.

    What was signed stays signed when the certificate ends, so it is looked at within its days.
    """
    moment = max(signer.not_valid_before, min(at, signer.not_valid_after))
    roots = [each for each in known if each.self_issued]
    return ValidationContext(trust_roots=roots, other_certs=known, moment=moment, allow_fetching=False)


def _torn(pdf: bytes) -> Iterator[dict[str, Any]]:
    """Yield the signatures that still lie in a file whose structure cannot be read any more: none of them is whole."""
    for found in list(_RANGE.finditer(pdf))[:MOST]:
        ends, begins = int(found[1]), int(found[2])
        with contextlib.suppress(ValueError, TypeError, KeyError, IndexError, StopIteration):
            content = bytes.fromhex(pdf[ends:begins].strip(b"<> \r\n").decode("ascii"))
            signed = cms.ContentInfo.load(content)["content"]
            serial = signed["signer_infos"][0]["sid"].chosen["serial_number"].native
            yield _told(next(each.chosen for each in signed["certificates"] if each.chosen.serial_number == serial))


def _told(
    certificate: x509.Certificate | None, *, is_whole: bool = False, covers_all: bool = False, trusted: bool = False
) -> dict[str, Any]:
    key, kid = "", ""
    with contextlib.suppress(ValueError, TypeError, KeyError):
        if certificate is not None:
            key, kid = certificate.public_key.dump().hex(), str(certificate.subject.native.get("serial_number", ""))
    return {"key": key, "kid": kid[:40], "is_whole": is_whole, "covers_all": covers_all, "is_trusted": trusted}


if __name__ == "__main__":
    main()
