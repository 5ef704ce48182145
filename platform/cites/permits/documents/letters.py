"""Making the PDF of a letter: resumable, and harmless when repeated."""

import hashlib

import typst
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from cites.permits.documents.facts import specimen_note
from cites.permits.documents.typesetting import letters_without_shape, typeset
from cites.permits.documents.words import words_in
from cites.permits.errors import CannotPrint
from cites.permits.models import Letter, LetterFile
from kernel.text import gettext_noop
from localization.formats import format_date
from tenants.audit.services import record
from tenants.context import current_party
from tenants.releases.queries import release

_FONTS = ("Libertinus Serif", "Noto Serif", "Noto Sans")


def make_letter(*, letter_id: int) -> LetterFile:
    """Render a letter and keep it with its digest; one that is made already is returned. Raises CannotPrint."""
    letter = Letter.objects.select_related("application__case").get(pk=letter_id)
    return LetterFile.objects.filter(letter=letter).first() or _make(letter)


def unmade_letters() -> QuerySet[Letter]:
    """Return the letters of which there is no file yet."""
    return Letter.objects.filter(made=None, application__papers_removal=None)


def render_letter(letter: Letter) -> bytes:
    """Return the letter as PDF/A; raise CannotPrint where a letter of the alphabet has no shape."""
    try:
        return typeset("letter.typ", "letter", _facts(letter), at=int(letter.written_at.timestamp()))
    except typst.TypstError as error:
        if signs := letters_without_shape(error):
            message = gettext_noop(
                "The letter cannot be printed, for no font here has “%(letters)s”: write it otherwise."
            )
            raise CannotPrint(message=message, data={"letters": signs}) from error
        message = gettext_noop("The letter cannot be typeset (%(said)s).")
        raise CannotPrint(message=message, data={"said": error.message}) from error


def _facts(letter: Letter) -> dict[str, object]:
    pinned, practice = release(letter.release_number), current_party().practice
    day = format_date(letter.written_at.astimezone(pinned.profile.zone).date(), letter.language)
    return {
        "lang": letter.language.split("-")[0],
        "fonts": _FONTS,
        "colour": pinned.profile.colours.brand,
        "crest": str(pinned.part("letterhead").root),
        "authority": letter.authority_name,
        "authority_address": _rows(letter.authority_address),
        "recipient": letter.recipient_name,
        "recipient_address": _rows(letter.recipient_address),
        "place_and_day": day,
        "reference": letter.application.reference,
        "subject": letter.subject,
        "paragraphs": letter.paragraphs,
        "closing": letter.closing,
        "specimen": words_in(letter.language)["specimen"] if practice else "",
        "specimen_note": specimen_note(letter.language) if practice else "",
    }


def _rows(address: str) -> list[str]:
    return [row.strip() for row in address.splitlines() if row.strip()]


def _make(letter: Letter) -> LetterFile:
    pdf = render_letter(letter)
    digest = hashlib.sha256(pdf).hexdigest()
    try:
        with transaction.atomic():
            file = ContentFile(pdf, name=f"{letter.pk}.pdf")
            made = LetterFile.objects.create(letter=letter, file=file, size=len(pdf), sha256=digest)
            record("letter.made", subject=letter.application.subject, data={"step": letter.step_id, "sha256": digest})
            return made
    except IntegrityError:  # another worker was quicker
        return LetterFile.objects.get(letter=letter)
