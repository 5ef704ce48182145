"""Quarantine: where a scanner is set up, a new file is handed out once it has found no virus in it."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.conf import settings
from django.core.checks import Warning as Doubt
from django.db import transaction

from kernel.clock import now as this_moment
from kernel.text import gettext_noop
from tenants.attachments.clamd import USUAL_PATIENCE, answers, virus_in
from tenants.attachments.signals import attachment_kept
from tenants.doctor.checks import DoctorCheck, Finding
from tenants.models import Scan, StoredAttachment
from tenants.names import PUBLIC


def ask_for_scan(attachment: StoredAttachment) -> None:
    """Have a file that waits scanned after the commit; should the request be lost, a sweep finds it in the table."""
    if attachment.scan == Scan.WAITING:
        tell = partial(attachment_kept.send, sender=type(attachment), attachment=attachment)
        transaction.on_commit(tell, robust=True)


def scan(model: type[Any], pk: int) -> Any:
    """Scan one file that waits, and return it; None where it is scanned already. Raises ScannerAway.

    Call it in a transaction, which holds the row. An infected file's bytes are still there: see ``remove_infected``.
    """
    waiting = model.objects.select_for_update(skip_locked=True, of=("self",)).filter(scan=Scan.WAITING)
    attachment = waiting.filter(pk=pk).first()
    if attachment is None:
        return None
    with attachment.file.open("rb") as file:
        attachment.virus = virus_in(file.read(), settings.CLAMAV_URL) if settings.CLAMAV_URL else ""
    attachment.scan = Scan.INFECTED if attachment.virus else Scan.CLEAN
    if not settings.CLAMAV_URL:  # it was taken out of use since the file came
        attachment.scan = Scan.NOT_ASKED
    attachment.scanned_at = this_moment()
    attachment.save(update_fields=["scan", "virus", "scanned_at"])
    return attachment


def remove_infected(model: type[Any], pk: int) -> None:
    """Remove the bytes of a file in which a virus was found; done again, it finds them gone."""
    attachment = model.objects.filter(pk=pk, scan=Scan.INFECTED).first()
    if attachment is not None:
        attachment.file.storage.delete(attachment.file.name)


def scanner_is_there(patience: float = USUAL_PATIENCE) -> bool:
    """Tell whether the scanner answers within ``patience`` (seconds); one that is not set up is not missed."""
    return not settings.CLAMAV_URL or answers(settings.CLAMAV_URL, patience)


def _look() -> Iterator[Finding]:
    if not scanner_is_there():
        yield Finding(PUBLIC, _AWAY)


def doubts_about_deployment(app_configs: Any = None, **more: Any) -> list[Doubt]:
    """What a review of a deployment says where no scanner is set up."""
    if settings.CLAMAV_URL:
        return []
    hint = "Set CLAMAV_URL to the address of a clamd, e.g. tcp://clamav:3310."
    return [Doubt("Files that people attach are handed out without a search for viruses.", hint, id="tenants.W001")]


_AWAY = gettext_noop("the scanner for viruses (CLAMAV_URL) does not answer: new files wait, and nobody gets them")
CHECK = DoctorCheck("scanner for viruses", of_all=_look)
