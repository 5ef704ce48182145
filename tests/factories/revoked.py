"""What others make of the list of an authority: pyHanko where it has to look there, and OpenSSL."""

import io
import subprocess
from pathlib import Path
from typing import Any

from asn1crypto import crl
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.test import Client
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

LIST = "/.well-known/signing-authority.crl"


def list_at(host: str, address: str = LIST) -> x509.CertificateRevocationList:
    """The list that the world is given at a host."""
    answer = Client(headers={"host": host}).get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pkix-crl")
    assert answer["Access-Control-Allow-Origin"] == "*"
    return x509.load_der_x509_crl(answer.content)


def number_of(listed: x509.CertificateRevocationList) -> int:
    return listed.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number


def pyhanko_believes(pdf: bytes, root: str, listed: x509.CertificateRevocationList | None, mode: str) -> bool:
    """The verdict of pyHanko, which trusts ``root`` and may look at that list alone."""
    (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
    lists = [crl.CertificateList.load(listed.public_bytes(Encoding.DER))] if listed is not None else []
    trusted = list(load_certs_from_pemder_data(root.encode()))
    context = ValidationContext(trust_roots=trusted, crls=lists, revocation_mode=mode, allow_fetching=False)
    return bool(validate_pdf_signature(signature, context).bottom_line)


def openssl_says(leaf: str, root: str, listed: x509.CertificateRevocationList, folder: Path) -> str:
    """What ``openssl verify -crl_check`` prints of a certificate."""
    files = {"leaf": leaf, "root": root, "list": listed.public_bytes(Encoding.PEM).decode()}
    for name, content in files.items():
        (folder / name).write_text(content)
    done = _openssl(folder, "verify -crl_check -CAfile root -CRLfile list leaf")
    return done.stdout + done.stderr


def openssl_reads(listed: x509.CertificateRevocationList, root: str, folder: Path) -> tuple[bool, str]:
    """Whether ``openssl crl`` finds the list signed by ``root``, and what it reads there."""
    (folder / "list.der").write_bytes(listed.public_bytes(Encoding.DER))
    (folder / "root").write_text(root)
    done = _openssl(folder, "crl -inform DER -in list.der -CAfile root -noout -text")
    return "verify OK" in done.stderr, done.stdout


def _openssl(folder: Path, words: str) -> Any:
    return subprocess.run(["openssl", *words.split()], cwd=folder, capture_output=True, text=True, check=False)
