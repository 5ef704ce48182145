"""Reading what a printed document says, and what a phone sees on it."""

import io
import re
from collections.abc import Iterator

import zxingcpp
from PIL.Image import Image
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from tests.factories.signed import structure_of

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


_MM = 72 / 25.4
_FOLLOWS = 29  # by how many millimetres more room box 5 has where box 14 is on continuation sheets
_BOXES = {  # left, top, right and bottom on the first page, in millimetres from its upper left corner
    "1": (100, 8, 156, 34), "1 kinds": (156, 8, 202, 24), "2": (156, 24, 202, 34), "3": (8, 34, 105, 57),
    "4": (105, 34, 202, 57), "3a": (8, 57, 105, 67), "4 signature": (105, 57, 202, 67), "5": (8, 67, 105, 92.5),
    "5a": (8, 92.5, 56.5, 102), "5b": (56.5, 92.5, 105, 102), "6": (105, 67, 202, 102), "7": (14, 110, 72, 123.5), "9": (72, 110, 132, 123.5),
    "10": (132, 110, 153, 123.5), "11": (153, 110, 180, 123.5), "12": (14, 123.5, 78, 134),
    "12a": (78, 123.5, 146, 134), "12b": (146, 123.5, 202, 134),
}  # fmt: skip


def text_in(pdf: bytes, box: str, *, continued: bool = False, page: int = 0) -> str:
    """What stands in a box of the form, its label included; of boxes 7 to 12b, in line A.

    ``continued``: the document has continuation sheets, which make room for box 5.
    """
    left, top, right, bottom = _BOXES[box]
    more = _FOLLOWS if continued else 0
    top, bottom = (edge + (more if edge > 67 else 0) for edge in (top, bottom))
    with PdfDocument(pdf) as document:
        height = document[page].get_height()
        words = document[page].get_textpage()
        found = words.get_text_bounded(left * _MM, height - bottom * _MM, right * _MM, height - top * _MM)
    return " ".join(str(found).replace("\u00a0", " ").split())


def languages_of(pdf: bytes) -> set[str]:
    """The languages in which a screen reader reads the document aloud: its own, and those of what is marked apart."""
    reader = PdfReader(io.BytesIO(pdf))
    found = {str(reader.trailer["/Root"]["/Lang"])}
    for page in reader.pages:
        contents = page.get_contents()
        found |= set(re.findall(r"/Lang ?\(([\w-]+)\)", contents.get_data().decode("latin-1") if contents else ""))
    return found | {str(each["/Lang"]) for each in structure_of(pdf).tags if "/Lang" in each}
