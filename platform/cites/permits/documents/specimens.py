"""The form with nothing filled in: to see what its labels look like before any permit bears them."""

from dataclasses import replace

from cites.permits.documents.beside import beside_of
from cites.permits.documents.render import print_sheet
from cites.permits.documents.sheet import FIRST_LINES, NOBODY, PermitSheet
from cites.permits.documents.words import words_in
from cites.permits.models.specimens import letter
from kernel import clock
from tenants.profiles.schema import Profile


def blank_sheet(language: str, title: str, colour: str) -> PermitSheet:
    """Return a sheet on which nothing stands but the form."""
    return PermitSheet(
        language=language, words=words_in(language), title=title, kind="", number="", colour=colour, crest="",
        valid_until="", importer=NOBODY, exporter=NOBODY, applied="", conditions="", purpose="", stamp="",
        authority=NOBODY, lines=(), letters=tuple(letter(n) for n in range(1, FIRST_LINES + 1)), place="", issued="",
        issued_at=int(clock.now().timestamp()), signatory="", signed="", qr="", verify_at="", code=(),
    )  # fmt: skip


def specimen_sheet(profile: Profile, language: str) -> PermitSheet:
    """Return the form with every page that a document may have, in a document's language and the one beside it."""
    words = words_in(language)
    blank = blank_sheet(language, words["specimen"], profile.colours.brand)
    return replace(
        blank, beside=beside_of(profile, language), specimen=words["specimen"], specimen_note=words["specimen_note"],
        marks=("replacement", "retrospective"), transport=(words["transport"], words["transport_plants"]),
        document=words["titles"]["PRE"], document_label="title_pre", annexed=(" ",), continuation=1,
    )  # fmt: skip


def render_specimen(profile: Profile, language: str) -> bytes:
    """Return the form as PDF, across which it says that it is a specimen; raise CannotPrint."""
    return print_sheet(specimen_sheet(profile, language)).pdf


def try_words(profile: Profile, language: str) -> None:
    """Set the form with the words beside it, then every word at its end; raise CannotPrint where one has no shape."""
    specimen = specimen_sheet(profile, language)
    print_sheet(specimen)
    print_sheet(specimen.with_words_apart(specimen.beside.words))
