"""A permit printed and signed by the libraries alone: what the product is measured against."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import typst


def bare_typesetter(known: Any) -> Callable[[], bytes]:
    """Return what prints a sheet by typst, under a number that typst has not seen, and a compiler that is kept."""
    from cites.permits.documents import typesetting

    folder = Path(typesetting.__file__).parent
    compiler, numbers = typst.Compiler(root=folder), (f"26BB{n:06}" for n in count(100))

    def typeset() -> bytes:
        inputs = {"sheet": json.dumps(replace(known, number=next(numbers)).facts(), ensure_ascii=False)}
        return bytes(
            compiler.compile(
                input=folder / "form.typ", format="pdf", sys_inputs=inputs, pdf_standards=list(typesetting.TAGGED)
            )
        )

    return typeset


def bare_signer(held: Any) -> Callable[[bytes], object]:
    """Return what signs a PDF by pyHanko with that key and nothing of ours around it."""
    from asn1crypto import keys, x509
    from cryptography.hazmat.primitives import serialization
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    encoding = serialization.Encoding.DER
    private = held.private.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    leaf, *above = (x509.Certificate.load(each.public_bytes(encoding)) for each in (held.certificate, *held.chain))
    signer = signers.SimpleSigner(leaf, keys.PrivateKeyInfo.load(private), SimpleCertificateStore.from_certs(above))
    metadata = signers.PdfSignatureMetadata(field_name="Signature", md_algorithm="sha256")
    return lambda pdf: signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), metadata, signer)
