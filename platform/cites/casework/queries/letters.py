"""Letters as the pages of cases and applications show them."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from cites.permits.models import Application, Letter


@dataclass(frozen=True)
class ShownLetter:
    """A letter in the language in which it was written, and where its file is; nowhere while that is being made."""

    subject: str
    language: str
    written_at: datetime
    address: str


def shown_letters(application: Application, view: str) -> list[ShownLetter]:
    """The letters about an application, the latest first; ``view`` names the address of their files."""
    letters = Letter.objects.filter(application=application).select_related("made").order_by("-written_at", "-pk")
    return [
        ShownLetter(
            subject=letter.subject,
            language=letter.language,
            written_at=letter.written_at,
            address=reverse(view, args=[application.reference, letter.pk]) if hasattr(letter, "made") else "",
        )
        for letter in letters
    ]
