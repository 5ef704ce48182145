"""Pages as small grey pictures, and how far one is from another.

The ground's fine lines and the smoothing of letters differ a little from one version of a renderer to the next, so both
pictures are blurred, and single dots that differ do not count. A box that moves by half a millimetre does.
"""

import io
import os
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter
from pypdfium2 import PdfDocument

DOTS_PER_INCH = 60
SHADES = 16
STRONG = 56
"""By how many of 256 shades a dot has to differ to count."""
MOST_DOTS = 60
"""How many of a page's 350,000 dots may differ: a line of a box has some hundreds, a word of a box fifty and more."""
KEPT = Path(__file__).parents[1] / "cites" / "permits" / "pictures"
MADE_ANEW = "WRITE_PICTURES"
"""Set in the environment, the pictures are written instead of compared."""


@dataclass(frozen=True)
class Difference:
    """How many dots differ, and which: white where they do."""

    dots: int
    picture: Image.Image


def pages_of(pdf: bytes) -> list[Image.Image]:
    """Each page in shades of grey."""
    with PdfDocument(pdf) as document:
        return [_shaded(page.render(scale=DOTS_PER_INCH / 72).to_pil()) for page in document]


def difference(one: Image.Image, other: Image.Image) -> Difference:
    """How two pictures differ; those of different sizes differ everywhere."""
    if one.size != other.size:
        return Difference(one.width * one.height, Image.new("L", one.size, 255))
    apart = ImageChops.difference(_blurred(one), _blurred(other)).point(lambda shade: 255 if shade >= STRONG else 0)
    return Difference(apart.histogram()[255], apart)


def refuse_different(name: str, page: Image.Image, folder: Path) -> None:
    """Fail where a page looks otherwise than its reference picture; write the picture where that is asked for."""
    path = KEPT / f"{name}.png"
    if os.environ.get(MADE_ANEW):
        path.parent.mkdir(exist_ok=True)
        page.save(path, optimize=True, bits=4)
        return
    assert path.exists(), f"there is no reference picture {path.name}: make it with {MADE_ANEW}=1, and look at it"
    with Image.open(path) as kept:
        found = difference(kept.convert("L"), page)
    if found.dots > MOST_DOTS:
        seen, differs = folder / f"{name}.png", folder / f"{name}-difference.png"
        page.save(seen)
        found.picture.save(differs)
        message = (
            f"{name} looks otherwise than its reference picture in {found.dots} dots. The page: {seen}. "
            f"Where it differs: {differs}. If that is right, make the pictures anew with {MADE_ANEW}=1."
        )
        raise AssertionError(message)


def _shaded(picture: Image.Image) -> Image.Image:
    step = 255 // (SHADES - 1)
    return picture.convert("L").point(lambda shade: round(shade / step) * step)


def _blurred(picture: Image.Image) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(0.6))


def as_bytes(picture: Image.Image) -> bytes:
    """A picture as PNG."""
    held = io.BytesIO()
    picture.save(held, format="png")
    return held.getvalue()
