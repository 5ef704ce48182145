"""Notes about a case inside the office."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from kernel.clock import now as this_moment
from tenants.attachments.content import Read
from tenants.audit.services import record
from workflows.attaching import attach_files
from workflows.models import Case, CaseNote
from workflows.services import lock_case

_KEPT_OF_KEY: Final = 15  # characters, so that it has room with a digest in the column of 80


def notes_of(case: Case) -> QuerySet[CaseNote]:
    """Return what was noted, oldest first."""
    return CaseNote.objects.filter(case=case).select_related("author").prefetch_related("attachments")


@transaction.atomic
def add_note(*, reference: str, author: Any, text: str, key: str, files: Iterable[Read] = ()) -> CaseNote:
    """Keep a note with the case and its files, whether it is open or closed. Raises UnknownCase.

    The same text is kept once for a ``key``; another text, as when somebody goes back and writes on, is another note.
    """
    case = lock_case(reference)
    said = CaseNote.objects.filter(case=case, author=author)
    if said.filter(key=key).exclude(text=text).exists():
        key = f"{key[:_KEPT_OF_KEY]}:{sha256(text.encode()).hexdigest()}"
    note, made = said.get_or_create(
        key=key, defaults={"case": case, "author": author, "text": text, "noted_at": this_moment()}
    )
    if made:
        record("case.noted", subject=case.subject, actor=author, data={"note": note.pk})
        attach_files(case, files, by=author, note=note)
    return note
