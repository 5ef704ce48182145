"""Keeping the files that somebody attached to what was said about a case."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from tenants.attachments.content import Read
from tenants.attachments.scanning import ask_for_scan
from tenants.audit.services import record
from workflows.models import Case, CaseAttachment


def attach_files(case: Case, files: Iterable[Read], *, by: Any = None, **of: Any) -> list[CaseAttachment]:
    """Keep each file once, with the message, note, step or answer that ``of`` names; a body outside is no ``by``."""
    once = {read.sha256: read for read in files}
    kept = [CaseAttachment.objects.create(case=case, uploaded_by=by, **of, **read.columns) for read in once.values()]
    for attachment in kept:
        ask_for_scan(attachment)
        told = {"sha256": attachment.sha256, "with": next(iter(of))}
        record("case.file_attached", subject=case.subject, actor=by, data=told)
    return kept


def attachments_of(case: Case) -> QuerySet[CaseAttachment]:
    """Return every file that was attached to something about the case, oldest first."""
    return CaseAttachment.objects.filter(case=case)
