"""Reading what a printed document says."""

import io

from pypdf import PdfReader


def text_of(pdf: bytes) -> str:
    """The text of every page."""
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
