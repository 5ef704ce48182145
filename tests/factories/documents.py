"""Reading what a printed document says, and what a phone sees on it."""

import io
from collections.abc import Iterator

import zxingcpp
from PIL.Image import Image
from pypdf import PdfReader
from pypdfium2 import PdfDocument

DOTS_PER_INCH = 110
"""Coarser than any phone held over a sheet of paper."""


def text_of(pdf: bytes) -> str:
    """The text of every page."""
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def codes_on(pdf: bytes) -> list[str]:
    """What the QR codes of each page say, read from a picture of it."""
    return [found.text for page in pictures_of(pdf) for found in zxingcpp.read_barcodes(page)]


def pictures_of(pdf: bytes) -> Iterator[Image]:
    """Each page as it looks on paper."""
    with PdfDocument(pdf) as document:
        for page in document:
            yield page.render(scale=DOTS_PER_INCH / 72).to_pil()
