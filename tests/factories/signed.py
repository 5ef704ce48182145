"""What others make of a signed document: pyHanko, poppler, OpenSSL, and a reader that looks at its structure."""

import io
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfReader


def with_one_byte_changed(pdf: bytes, at: int) -> bytes:
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def pyhanko_says(pdf: bytes, roots: str) -> Any:
    """The verdict of pyHanko on the one signature, with the roots trusted."""
    (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
    context = ValidationContext(trust_roots=list(load_certs_from_pemder_data(roots.encode())))
    return validate_pdf_signature(signature, context)


def pdfsig_says(pdf: bytes, folder: Path) -> str:
    """What poppler's pdfsig prints."""
    if not shutil.which("pdfsig"):
        message = "pdfsig of poppler-utils is not here"
        pytest.fail(message) if os.environ.get("REQUIRE_BROWSER") else pytest.skip(message)
    path = folder / "signed.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=False).stdout


def openssl_accepts(pdf: bytes, root: str, folder: Path) -> bool:
    """Whether openssl verifies the CMS of the signature over the bytes that it covers."""
    (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
    first, length, second, rest = (int(each) for each in signature.byte_range)
    files = {"cms": bytes(signature.pkcs7_content), "root": root.encode()}
    files["content"] = pdf[first : first + length] + pdf[second : second + rest]
    for name, content in files.items():
        (folder / name).write_bytes(content)
    command = "openssl cms -verify -cades -binary -inform DER -in cms -content content -CAfile root -purpose any -out /dev/null"
    return subprocess.run(command.split(), cwd=folder, capture_output=True, check=False).returncode == 0


@dataclass(frozen=True)
class Structure:
    """What a reader finds that needs more of a PDF than its looks."""

    metadata: str
    attached: dict[str, bytes]
    root: Any
    pages: Any

    @property
    def tags(self) -> list[Any]:
        """Every element of the structure tree, in reading order."""
        found: list[Any] = []
        _walk(self.root["/StructTreeRoot"], found)
        return found

    def named(self, name: str) -> list[Any]:
        return [each for each in self.tags if each.get("/S") == name]


def structure_of(pdf: bytes) -> Structure:
    reader = PdfReader(io.BytesIO(pdf))
    root = reader.trailer["/Root"]
    attached = {name: contents[0] for name, contents in reader.attachments.items()}
    return Structure(root["/Metadata"].get_data().decode(), attached, root, reader.pages)


def fonts_of(structure: Structure) -> list[Any]:
    """The descriptor of each font of each page."""
    fonts = [font.get_object() for page in structure.pages for font in page["/Resources"].get("/Font", {}).values()]
    under = [each.get_object() for font in fonts for each in font.get("/DescendantFonts", [font])]
    return [font["/FontDescriptor"] for font in under]


def _walk(element: Any, found: list[Any]) -> None:
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        one = kid.get_object()
        if isinstance(one, dict) and "/S" in one:
            found.append(one)
            _walk(one, found)
