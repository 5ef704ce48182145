"""From a sheet to PDF/A-3a and PDF/UA-1 in one run, by one compiler that is kept."""

import re
from dataclasses import dataclass

import typst

from cites.permits.documents.sheet import PermitSheet
from cites.permits.documents.typesetting import STANDARDS, TAGGED, letters_without_shape, said_by, typeset
from cites.permits.errors import CannotPrint
from kernel.text import gettext_noop

_NO_FIT = re.compile(r"does-not-fit:([^\"\n]+)")


_BOX_5 = "5"


@dataclass(frozen=True, slots=True)
class Printed:
    """A document as PDF/A-3a and PDF/UA-1, and how many pages it has."""

    pdf: bytes
    pages: int


def render_pdf(sheet: PermitSheet) -> bytes:
    """Return the document alone, as ``print_sheet`` does."""
    return print_sheet(sheet).pdf


def print_sheet(sheet: PermitSheet) -> Printed:
    """Return the document with its data attached; the same sheet gives the same bytes.

    What does not fit box 5 goes on to an annex, paragraph by paragraph, and box 5 says so. Raises CannotPrint, naming
    the box, when a text fits at no size, and when a letter has no shape in any font.
    """
    for way in sheet.ways_to_print():
        try:
            return Printed(_typeset(way), way.pages)
        except CannotPrint as error:
            if error.data.get("box") != _BOX_5:
                raise
            refused = error
    raise refused


def _typeset(sheet: PermitSheet) -> bytes:
    try:
        # What is printed over a form says nothing by itself: there is nothing in it to be heard.
        standards = STANDARDS if sheet.paper else TAGGED
        return typeset("form.typ", "sheet", sheet.facts(), at=sheet.issued_at, standards=standards)
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
