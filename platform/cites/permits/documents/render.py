"""From a sheet to PDF/A-2b, by one compiler that is kept."""

import re

import typst

from cites.permits.documents.sheet import PermitSheet
from cites.permits.documents.typesetting import letters_without_shape, said_by, typeset
from cites.permits.errors import CannotPrint
from kernel.text import gettext_noop

_NO_FIT = re.compile(r"does-not-fit:([^\"\n]+)")


def render_pdf(sheet: PermitSheet) -> bytes:
    """Return the document as PDF/A-2b; the same sheet gives the same bytes.

    Raises CannotPrint, naming the box, when a text fits its box at no size, and when a letter has no
    shape in any font.
    """
    try:
        return typeset("form.typ", "sheet", sheet.facts(), at=sheet.issued_at)
    except typst.TypstError as error:
        raise _reason(error, sheet) from error


def _reason(error: typst.TypstError, sheet: PermitSheet) -> CannotPrint:
    about = {"number": sheet.number, "said": error.message}
    if found := _NO_FIT.search(said_by(error)):
        message = gettext_noop("The text of box %(box)s does not fit on the permit: shorten it.")
        return CannotPrint(message=message, data={**about, "box": found[1].strip()})
    if letters := letters_without_shape(error):
        message = gettext_noop("The permit cannot be printed, for no font here has “%(letters)s”: write it otherwise.")
        return CannotPrint(message=message, data={**about, "letters": letters})
    return CannotPrint(message=gettext_noop("The permit cannot be typeset (%(said)s)."), data=about)
