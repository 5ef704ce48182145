"""Making a file of the register in the background: some permits at a time, and nothing of it whole in memory."""

import secrets
from collections.abc import Callable, Iterator
from tempfile import TemporaryFile
from typing import IO, Any, Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.core.files import File
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from cites.casework.models import RegisterFile, RegisterFileKind, RegisterFileState
from cites.casework.queries.register import asked_again
from cites.casework.register.columns import Cell, headings, rows_of_entries
from cites.casework.register.files import PATIENCE, entries_for
from cites.permits.documents.handing_out import read_document
from cites.permits.errors import SpoiltDocument
from cites.permits.models import PermitDocument, RegisterEntry
from cites.permits.queries.permits import originals
from cites.permits.queries.register import ORDERS, all_in_order
from cites.permits.sheets.writing import write_workbook
from kernel import clock
from tenants.context import today

AT_A_TIME: Final = 50


class _Lost(Exception):
    """The file was removed meanwhile, or another worker makes it."""


def make_register_file(pk: int) -> None:
    """Make a file that waits; one that is ready, gone, or being made by another worker is left as it is.

    Where a worker was killed another one begins it anew, and nothing of the first attempt is seen.
    """
    claim = secrets.token_hex(8)
    if not _claimed(pk, claim):
        return
    made = RegisterFile.objects.select_related("asked_by").get(pk=pk)
    try:
        with translation.override(made.asked_by.language), TemporaryFile() as target:
            _MAKERS[made.kind](_Making(made, claim), target)
            _keep(made, claim, target)
    except _Lost:
        return


class _Making:
    """The making of one file: what goes into it, and how far it is."""

    def __init__(self, made: RegisterFile, claim: str) -> None:
        self.made, self.claim, self.left_out = made, claim, 0

    def entries(self) -> Iterator[list[RegisterEntry]]:
        asked = asked_again(self.made.asked)
        yield from all_in_order(entries_for(self.made.kind, asked), ORDERS[asked.order], AT_A_TIME)

    def beat(self, more: int) -> None:
        """Say that so many more are done; raises _Lost where the file is this worker's no more."""
        held = RegisterFile.objects.filter(pk=self.made.pk, claim=self.claim)
        if not held.update(done=F("done") + more, left_out=self.left_out, beat_at=clock.now()):
            raise _Lost


def _claimed(pk: int, claim: str) -> bool:
    left = Q(state=RegisterFileState.WAITING)
    left |= Q(state=RegisterFileState.MAKING, beat_at__lt=clock.now() - PATIENCE)
    mine = {"state": RegisterFileState.MAKING, "claim": claim, "beat_at": clock.now(), "done": 0, "left_out": 0}
    return bool(RegisterFile.objects.filter(left, pk=pk).update(**mine))


def _make_workbook(making: _Making, target: IO[bytes]) -> None:
    def rows() -> Iterator[list[Cell]]:
        day = today()
        for entries in making.entries():
            some = list(rows_of_entries(entries, day))
            yield from some
            making.beat(len(some))

    write_workbook(target, title=_("Permits"), headings=headings(), rows=rows())


def _make_bundle(making: _Making, target: IO[bytes]) -> None:
    with ZipFile(target, "w", ZIP_STORED) as bundle:
        for entries in making.entries():
            put = sum(_put(bundle, document) for document in _originals(entries))
            making.left_out += len(entries) - put
            making.beat(len(entries))


def _originals(entries: list[RegisterEntry]) -> QuerySet[PermitDocument]:
    keys = [entry.permit_id for entry in entries]
    return originals().filter(permit__in=keys).select_related("permit")


def _put(bundle: ZipFile, document: PermitDocument) -> bool:
    """Put a document into the bundle; False where its file is not there, or is not the one that was signed."""
    permit = document.permit
    name = f"{permit.number.replace('/', '-')}.pdf"
    try:
        content = read_document(document)
    except SpoiltDocument:
        return False
    day = permit.issued_on
    bundle.writestr(ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0)), content)
    return True


@transaction.atomic
def _keep(made: RegisterFile, claim: str, target: IO[bytes]) -> None:
    held = RegisterFile.objects.select_for_update().filter(pk=made.pk, claim=claim).first()
    if held is None:
        raise _Lost
    held.size = target.seek(0, 2)
    target.seek(0)
    held.file.save(held.name, File(target), save=False)
    held.state, held.made_at = RegisterFileState.READY, clock.now()
    held.done = held.total = max(held.done, held.total)
    held.save(update_fields=["size", "file", "state", "made_at", "done", "total"])


_MAKERS: dict[str, Callable[[_Making, Any], None]] = {
    RegisterFileKind.XLSX.value: _make_workbook,
    RegisterFileKind.ZIP.value: _make_bundle,
}
