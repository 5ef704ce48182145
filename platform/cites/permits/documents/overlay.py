"""What is printed on security paper that bears the form already: the data, each at the place of its box."""

from dataclasses import replace
from secrets import token_hex

from cites.permits.documents.beside import NOTHING
from cites.permits.documents.publishing import sheet_for
from cites.permits.documents.render import print_sheet
from cites.permits.documents.sheet import NOBODY, Paper, PermitSheet
from cites.permits.documents.specimens import blank_sheet
from cites.permits.documents.words import words_in
from cites.permits.models import Permit
from tenants.context import current_profile
from tenants.profiles.schema import Printing


def render_overlay(permit: Permit) -> bytes:
    """Return the data of the first page alone, by the same layout; further pages are printed from the original.

    Where they come to lie, and what the paper bears already, is as the release in force says. No two are the same
    file: whoever guesses what stands on a permit cannot make the file, and so learn that they guessed right. Raises
    CannotPrint.
    """
    sheet = overlay_sheet(sheet_for(permit, permit.lines.all()), current_profile().printing)
    return print_sheet(replace(sheet, once=token_hex(16))).pdf


def overlay_sheet(sheet: PermitSheet, printing: Printing) -> PermitSheet:
    """Return what of a sheet is printed over the form."""
    bare = sheet if printing.qr_on_paper else replace(sheet, qr="", verify_at="", code=())
    authority = NOBODY if printing.authority_on_paper else sheet.authority
    return replace(
        bare, xml="", crest="", authority=authority, paper=Paper.DATA, right=printing.right, down=printing.down,
        beside=NOTHING,
    )  # fmt: skip


def render_test_page() -> bytes:
    """Return the frames of the form with rulers, moved as the release in force says."""
    profile = current_profile()
    language = profile.document_languages[0]
    blank = blank_sheet(language, words_in(language)["test_page"], profile.colours.brand)
    test = replace(blank, paper=Paper.TEST, right=profile.printing.right, down=profile.printing.down)
    return print_sheet(test).pdf
