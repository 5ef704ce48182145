"""Keeping what was named for correction, and what an application said each time it was sent."""

from collections.abc import Mapping
from datetime import datetime

from cites.accounts.models import User
from cites.permits.errors import PartClosed
from cites.permits.models import Application, Correction, Sending
from cites.permits.queries.corrections import contents_of, corrections_asked, parts_open
from cites.permits.rules.contents import as_document


def name_corrections(*, application: Application, version: int, named: Mapping[str, str], actor: User) -> None:
    """Keep the parts that have to be corrected, each with its comment; ``version`` is the case's after the step."""
    Correction.objects.bulk_create(
        Correction(application=application, version=version, part=part, comment=comment, named_by=actor)
        for part, comment in named.items()
    )


def keep_sending(*, application: Application, version: int, at: datetime) -> Sending:
    """Keep what the application says now as what was sent; ``version`` is the case's after the step."""
    contents = as_document(contents_of(application))
    return Sending.objects.create(application=application, version=version, sent_at=at, contents=contents)


def refuse_closed(application: Application, *parts: str) -> None:
    """Raise PartClosed unless each of these parts may be written now; the case has to be held."""
    if not parts:
        return
    allowed = parts_open(application, corrections_asked(application))
    if not all(part in allowed for part in parts):
        raise PartClosed(application.reference)
