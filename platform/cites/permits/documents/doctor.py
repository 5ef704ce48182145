"""Whether the documents that are stored are, byte for byte, those of which the register has the digest."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final

from django.db.models import QuerySet

from cites.permits.documents.handing_out import stored_bytes
from cites.permits.models import LetterFile, PermitDocument
from kernel.text import gettext_noop
from tenants.context import as_owner
from tenants.doctor.checks import DoctorCheck, Finding, Progress
from tenants.models import Party

SAMPLE: Final = 50
"""Of each kind, drawn anew each time: what is spoilt on a disk is seldom one file alone."""
_EACH: Final = 100  # after so many the progress is told

_GONE = gettext_noop("the file of %(document)s is gone: %(name)s")
_ALTERED = gettext_noop("the file of %(document)s is not the one that was made: %(name)s")


def look(party: Party) -> Iterator[Finding]:
    """Yield what is gone or altered among a sample of the documents and letters of ``party``."""
    with as_owner(party.schema_name):
        for stored in (_documents(), _letters()):
            yield from _faults(party.schema_name, stored.order_by("?")[:SAMPLE])


def look_at_whole(party: Party, progress: Progress) -> Iterator[Finding]:
    """Yield what is gone or altered among all of them."""
    with as_owner(party.schema_name):
        total = _documents().count() + _letters().count()
        yield from _faults(party.schema_name, _counted(party.schema_name, total, progress))


def _counted(schema: str, total: int, progress: Progress) -> Iterator[PermitDocument | LetterFile]:
    done = 0
    for stored in (_documents(), _letters()):
        for document in stored.order_by("pk").iterator(_EACH):
            yield document
            done += 1
            if done % _EACH == 0 or done == total:
                progress(schema, done, total)


def _documents() -> QuerySet[PermitDocument]:
    """Those that should be there: the papers of a case may have been removed when their time was over."""
    kept = PermitDocument.objects.filter(permit__application__papers_removal=None)
    return kept.select_related("permit")


def _letters() -> QuerySet[LetterFile]:
    return LetterFile.objects.filter(letter__application__papers_removal=None)


def _faults(schema: str, stored: Iterable[PermitDocument | LetterFile]) -> Iterator[Finding]:
    for document in stored:
        content = stored_bytes(document)
        if content is None:
            yield Finding(schema, _GONE, data=_about(document))
        elif hashlib.sha256(content).hexdigest() != document.sha256:
            yield Finding(schema, _ALTERED, data=_about(document))


def _about(document: PermitDocument | LetterFile) -> dict[str, str]:
    if isinstance(document, LetterFile):
        return {"document": f"letter {document.letter_id}", "name": str(document.file.name)}
    return {"document": f"{document.permit.number} ({document.kind})", "name": str(document.file.name)}


DOCUMENTS = DoctorCheck("documents", look, of_whole=look_at_whole)
