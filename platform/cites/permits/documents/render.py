"""From a sheet to PDF/A-2b, by one compiler that is kept."""

import json
import re
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Final

import typst

from cites.permits.documents.sheet import PermitSheet
from cites.permits.errors import CannotPrint
from kernel.text import gettext_noop

FORM = Path(__file__).parent / "form.typ"
STANDARD: Final = "a-2b"
_one_at_a_time = Lock()  # the compiler raises "Already borrowed" when a second thread calls it
_NO_FIT = re.compile(r"does-not-fit:([^\"\n]+)")
_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')


def render_pdf(sheet: PermitSheet) -> bytes:
    """Return the document as PDF/A-2b; the same sheet gives the same bytes.

    Raises CannotPrint, naming the box, when a text fits its box at no size, and when a letter has no
    shape in any font.
    """
    inputs = {"sheet": json.dumps(sheet.facts(), ensure_ascii=False)}
    try:
        with _one_at_a_time:
            pdf = _compiler().compile(
                input=FORM, format="pdf", sys_inputs=inputs, pdf_standards=[STANDARD], timestamp=sheet.issued_at
            )
    except typst.TypstError as error:
        raise _reason(error, sheet) from error
    assert isinstance(pdf, bytes)
    return pdf


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(root=FORM.parent)


def _reason(error: typst.TypstError, sheet: PermitSheet) -> CannotPrint:
    said = f"{error.message}\n{error.diagnostic}"
    about = {"number": sheet.number, "said": error.message}
    if found := _NO_FIT.search(said):
        message = gettext_noop("The text of box %(box)s does not fit on the permit: shorten it.")
        return CannotPrint(message=message, data={**about, "box": found[1].strip()})
    if letters := _NO_GLYPH.findall(said):
        message = gettext_noop("The permit cannot be printed, for no font here has “%(letters)s”: write it otherwise.")
        return CannotPrint(message=message, data={**about, "letters": " ".join(dict.fromkeys(letters))})
    return CannotPrint(message=gettext_noop("The permit cannot be typeset (%(said)s)."), data=about)
