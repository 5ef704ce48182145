"""What is printed on security paper that bears the form already: the data, each at the place of its box."""

from dataclasses import replace

from cites.permits.documents.beside import NOTHING
from cites.permits.documents.publishing import sheet_for
from cites.permits.documents.render import print_sheet
from cites.permits.documents.sheet import FIRST_LINES, Paper, PermitSheet, SheetParty
from cites.permits.documents.words import words_in
from cites.permits.models import Permit
from cites.permits.models.specimens import letter
from kernel import clock
from tenants.context import current_profile
from tenants.profiles.schema import Printing

_NOBODY = SheetParty("", (), "")


def render_overlay(permit: Permit) -> bytes:
    """Return the data of the first page alone, by the same layout; further pages are printed from the original.

    Where they come to lie, and what the paper bears already, is as the release in force says. Raises CannotPrint.
    """
    return print_sheet(overlay_sheet(sheet_for(permit, permit.lines.all()), current_profile().printing)).pdf


def overlay_sheet(sheet: PermitSheet, printing: Printing) -> PermitSheet:
    """Return what of a sheet is printed over the form."""
    bare = sheet if printing.qr_on_paper else replace(sheet, qr="", verify_at="", code=())
    authority = _NOBODY if printing.authority_on_paper else sheet.authority
    return replace(
        bare, xml="", crest="", authority=authority, paper=Paper.DATA, right=printing.right, down=printing.down,
        beside=NOTHING,
    )  # fmt: skip


def render_test_page() -> bytes:
    """Return the frames of the form with rulers, moved as the release in force says."""
    profile = current_profile()
    language = profile.document_languages[0]
    words = words_in(language)
    blank = PermitSheet(
        language=language, words=words, title=words["test_page"], kind="", number="", colour=profile.colours.brand,
        crest="", valid_until="", importer=_NOBODY, exporter=_NOBODY, applied="", conditions="", purpose="", stamp="",
        authority=_NOBODY, lines=(), letters=tuple(letter(n) for n in range(1, FIRST_LINES + 1)), place="", issued="",
        issued_at=int(clock.now().timestamp()), signatory="", signed="", qr="", verify_at="", code=(),
        paper=Paper.TEST, right=profile.printing.right, down=profile.printing.down,
    )  # fmt: skip
    return print_sheet(blank).pdf
