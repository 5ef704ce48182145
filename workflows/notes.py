"""Notes about a case inside the office."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from kernel.clock import now as this_moment
from tenants.attachments.content import Read
from tenants.audit.services import record
from workflows.attaching import attach_files
from workflows.models import Case, CaseNote
from workflows.services import lock_case


def notes_of(case: Case) -> QuerySet[CaseNote]:
    """Return what was noted, oldest first."""
    return CaseNote.objects.filter(case=case).select_related("author").prefetch_related("attachments")


@transaction.atomic
def add_note(*, reference: str, author: Any, text: str, key: str, files: Iterable[Read] = ()) -> CaseNote:
    """Keep a note with the case and its files, once for a ``key``, whether it is open or closed. Raises UnknownCase."""
    case = lock_case(reference)
    note, made = CaseNote.objects.get_or_create(
        case=case, author=author, key=key, defaults={"text": text, "noted_at": this_moment()}
    )
    if made:
        record("case.noted", subject=case.subject, actor=author, data={"note": note.pk})
        attach_files(case, files, by=author, note=note)
    return note
