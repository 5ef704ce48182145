"""From a sheet to PDF/A-3a and PDF/UA-1 in one run, by one compiler that is kept."""

import re
from dataclasses import dataclass

import typst

from cites.permits.documents.labels import label_in
from cites.permits.documents.sheet import PermitSheet
from cites.permits.documents.typesetting import STANDARDS, TAGGED, letters_without_shape, said_by, typeset
from cites.permits.errors import CannotPrint
from kernel.text import gettext_noop

_NO_FIT = re.compile(r"does-not-fit:([^\"\n]+)")
_GOES_ON = re.compile(r"goes-on:([0-9.,]+)")
_APART = re.compile(r"words-apart:([a-z0-9_,]+)")
_WORDS = "words"
_MOST_OF_LABEL = 60


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

    What does not fit box 5 goes on to as many annex pages as it takes, and box 5 says so. Words of the language
    beside for which a box has no room stand on a page at the end; what is said of the specimens goes before them.
    Raises CannotPrint, naming the box, when a text fits at no size, and when a letter has no shape in any font.
    """
    try:
        return _with_annex(sheet)
    except CannotPrint as error:
        roomier = sheet.with_box_alone(str(error.data.get("box", "")))
        if roomier is None:
            raise
        refused = roomier
    return print_sheet(refused)


def _with_annex(sheet: PermitSheet) -> Printed:
    """What goes on to which page is known once box 5 is set: one run tells it, the next prints."""
    try:
        return _with_all_words(sheet)
    except _GoesOn as found:
        whole = sheet.going_on(found.starts)
    return _with_all_words(whole)


def _with_all_words(sheet: PermitSheet) -> Printed:
    """Whether there is room for both languages is known once the boxes are set: what has none is set anew, apart."""
    try:
        return Printed(_typeset(sheet), sheet.pages)
    except _WordsApart as found:
        whole = sheet.with_words_apart(found.names)
    return Printed(_typeset(whole), whole.pages)


class _WordsApart(Exception):
    """There are labels that stand alone in their boxes, and their words nowhere yet."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


class _GoesOn(Exception):
    """Box 5 does not hold its text; by paragraph and word, where each page of the rest begins."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        places = (place.partition(".") for place in said.split(","))
        self.starts = [(int(paragraph), int(word)) for paragraph, _, word in places]


def _typeset(sheet: PermitSheet) -> bytes:
    try:
        # What is printed over a form says nothing by itself: there is nothing in it to be heard.
        standards = STANDARDS if sheet.paper else TAGGED
        return typeset("form.typ", "sheet", sheet.facts(), at=sheet.issued_at, standards=standards)
    except typst.TypstError as error:
        if going_on := _GOES_ON.search(said_by(error)):
            raise _GoesOn(going_on[1]) from error
        if apart := _APART.search(said_by(error)):
            raise _WordsApart(apart[1].split(",")) from error
        raise _reason(error, sheet) from error


def _reason(error: typst.TypstError, sheet: PermitSheet) -> CannotPrint:
    about = {"number": sheet.number, "said": error.message}
    if found := _NO_FIT.search(said_by(error)):
        box, _, name = found[1].partition(" ")
        if box == _WORDS:
            return _words_too_long(name.strip(), sheet, about)
        message = gettext_noop("The text of box %(box)s does not fit on the permit: shorten it.")
        return CannotPrint(message=message, data={**about, "box": found[1].strip()})
    if letters := letters_without_shape(error):
        return _no_shape(letters, sheet, about)
    return CannotPrint(message=gettext_noop("The permit cannot be typeset (%(said)s)."), data=about)


def _words_too_long(name: str, sheet: PermitSheet, about: dict[str, str]) -> CannotPrint:
    if not name:
        message = gettext_noop("The words of the form in %(language)s are too long to be printed: shorten them.")
        return CannotPrint(message=message, data={**about, "language": sheet.beside.name})
    message = gettext_noop("“%(label)s” in %(language)s has a word that is too long to be printed: shorten it.")
    return CannotPrint(message=message, data={**about, **_about_label(name, sheet)})


def _no_shape(letters: str, sheet: PermitSheet, about: dict[str, str]) -> CannotPrint:
    name = _label_with(letters.split(" "), sheet)
    if not name:
        message = gettext_noop("The permit cannot be printed, for no font here has “%(letters)s”: write it otherwise.")
        return CannotPrint(message=message, data={**about, "letters": letters})
    message = gettext_noop(
        "“%(label)s” in %(language)s cannot be printed, for no font here has “%(letters)s”: write it otherwise."
    )
    return CannotPrint(message=message, data={**about, "letters": letters, **_about_label(name, sheet)})


def _about_label(name: str, sheet: PermitSheet) -> dict[str, str]:
    label = label_in(sheet.language, name)[:_MOST_OF_LABEL]
    return {"name": name, "label": label, "language": sheet.beside.name}


def _label_with(letters: list[str], sheet: PermitSheet) -> str:
    """Return the label whose words in the language beside have one of these letters, or nothing."""
    for name, words in sheet.beside.words.items():
        if any(letter and letter in words + words.upper() for letter in letters):
            return name
    return ""
