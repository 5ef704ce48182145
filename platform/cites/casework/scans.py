"""What follows from the scan of a file: an infected one is noted in the trail, and its people are told."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any, Final

from django.db import transaction

from cites.casework.notices import FILE_INFECTED, FILE_INFECTED_FOR_OFFICE, officials_waited_for
from cites.permits.models import Attachment, FindingFile, LineSheet
from cites.permits.signals import line_sheet_kept
from tenants.attachments.scanning import remove_infected, scan
from tenants.audit.services import record
from tenants.models import Scan, StoredAttachment
from workflows.models import Case, CaseAttachment
from workflows.news import Telling, write_news
from workflows.people import is_applicant
from workflows.queries import CaseNow

KINDS: Final[Mapping[str, type[StoredAttachment]]] = {
    "permits.attachment": Attachment,
    "permits.findingfile": FindingFile,
    "permits.linesheet": LineSheet,
    "workflows.caseattachment": CaseAttachment,
}


def waiting_files() -> Iterator[tuple[str, int]]:
    """Yield the kind and key of every file that waits for its scan."""
    for kind, model in KINDS.items():
        found: Iterable[int] = model._base_manager.filter(scan=Scan.WAITING).order_by("pk").values_list("pk", flat=True)
        yield from ((kind, pk) for pk in found)


def scan_file(kind: str, pk: int) -> None:
    """Scan one file; run again it finds it scanned, and removes the bytes of an infected one. Raises ScannerAway."""
    model = KINDS[kind]
    with transaction.atomic():
        attachment = scan(model, pk)
        if attachment is not None and attachment.scan == Scan.INFECTED:
            _tell_of_virus(attachment)
        elif isinstance(attachment, LineSheet):
            transaction.on_commit(partial(line_sheet_kept.send, sender=LineSheet, sheet=attachment), robust=True)
    remove_infected(model, pk)


def _tell_of_virus(attachment: Attachment | FindingFile | LineSheet | CaseAttachment) -> None:
    told = {"sha256": attachment.sha256, "virus": attachment.virus}
    if isinstance(attachment, FindingFile):  # it is of no case; the page of the finding says so
        record("finding.file_infected", subject=attachment.finding.subject, data=told)
        return
    if isinstance(attachment, Attachment | LineSheet):
        case = attachment.application.case
        record("attachment.infected", subject=attachment.application.subject, data=told)
    else:
        case = attachment.case
        record("case.file_infected", subject=case.subject, data=told)
    write_news(case, _tellings(case, attachment), once=f"virus:{attachment._meta.label_lower}:{attachment.pk}")


def _tellings(case: Case, attachment: Attachment | LineSheet | CaseAttachment) -> Iterator[Telling]:
    """Who sent it, and of a case that was sent in the officials who have it before them or asked for it."""
    sender: Any = attachment.uploaded_by
    if sender is not None:
        of_office = isinstance(attachment, CaseAttachment) and sender.is_official and not is_applicant(case, sender)
        yield Telling(sender, FILE_INFECTED_FOR_OFFICE if of_office else FILE_INFECTED)
    if isinstance(attachment, CaseAttachment) and attachment.answer:
        yield Telling(attachment.answer.request.asked_by, FILE_INFECTED_FOR_OFFICE)
    if case.lodged_at:
        for standing in CaseNow(case).standings:
            for official in officials_waited_for(case, standing):
                yield Telling(official, FILE_INFECTED_FOR_OFFICE)
