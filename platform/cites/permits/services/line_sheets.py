"""A sheet of lines: kept, given up, and its good rows made lines of the draft."""

import hashlib
from functools import partial
from pathlib import PurePath
from typing import Any, Final

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from cites.accounts.models import User
from cites.permits.errors import SheetNotReady, TooManyLines
from cites.permits.models import Application, ApplicationLine, LineSheet, SheetState
from cites.permits.models.line_sheet import CONTENT_TYPES
from cites.permits.queries.alike import FactsOfLines
from cites.permits.queries.line_sheets import line_of
from cites.permits.rules.parts import LINES
from cites.permits.services.drafts import hold_draft, last_position
from cites.permits.services.uploaded_sheets import content_and_kind
from cites.permits.sheets.faults import FaultySheet
from cites.permits.signals import line_sheet_kept
from kernel.text import gettext_noop
from tenants.attachments.scanning import ask_for_scan
from tenants.audit.services import record
from tenants.context import today
from tenants.errors import FaultyAttachment

MOST_LINES: Final = 5_000
_AT_A_TIME: Final = 1_000
_TYPES: Final = {extension: kind for kind, extension in CONTENT_TYPES.items()}


@transaction.atomic
def keep_sheet(*, application: Application, file: Any, actor: User, decimal_mark: str = "") -> LineSheet:
    """Keep an uploaded sheet in place of the one before, and have it read after the commit.

    Raises FaultyAttachment for what is no CSV or XLSX of at most 10 MB, NotADraft and PartClosed; the sheet of before
    then stays.
    """
    hold_draft(application, LINES)
    columns = _columns(file)
    _take_away(application)
    sheet = LineSheet.objects.create(application=application, uploaded_by=actor, decimal_mark=decimal_mark, **columns)
    facts = {"sha256": sheet.sha256}
    record("application.sheet_uploaded", subject=application.subject, actor=actor, data=facts)
    ask_for_scan(sheet)
    if not sheet.scan:
        transaction.on_commit(partial(line_sheet_kept.send, sender=LineSheet, sheet=sheet), robust=True)
    return sheet


@transaction.atomic
def discard_sheet(*, application: Application, actor: User) -> None:
    """Remove the sheet with all that was read in it; nothing happens when it is gone. Raises NotADraft, PartClosed."""
    hold_draft(application, LINES)
    if _take_away(application):
        record("application.sheet_discarded", subject=application.subject, actor=actor)


@transaction.atomic
def accept_rows(*, application: Application, sheet: int, actor: User) -> int:
    """Add a line for each good row after those that there are, and return how many; a second time adds none.

    ``sheet`` is the key of the one that the person has seen. The rows with faults stay to be looked at; without any
    the sheet is removed. Raises SheetNotReady, TooManyLines, NotADraft and PartClosed.
    """
    hold_draft(application, LINES)
    found = LineSheet.objects.select_for_update().filter(application=application).first()
    if found is None or found.pk != sheet or not found.is_finished or found.state == SheetState.FAULTY:
        raise SheetNotReady
    if found.state == SheetState.ACCEPTED:
        return 0
    made = _added(application, found)
    facts = {"lines": made, "left_out": found.bad, "sha256": found.sha256}
    record("application.lines_accepted", subject=application.subject, actor=actor, data=facts)
    _keep_the_rest(application, found, made)
    return made


def remove_sheet(sheet: LineSheet) -> None:
    """Remove a sheet, its rows, and after the commit its file."""
    transaction.on_commit(partial(sheet.file.storage.delete, str(sheet.file.name)), robust=True)
    sheet.delete()


def _take_away(application: Application) -> bool:
    former = LineSheet.objects.select_for_update().filter(application=application).first()
    if former is not None:
        remove_sheet(former)
    return former is not None


def _added(application: Application, sheet: LineSheet) -> int:
    last = last_position(application)
    refuse_too_many(last, sheet.good)
    facts = FactsOfLines(today())
    lines = []
    for position, row in enumerate(sheet.rows.filter(is_good=True), last + 1):
        line = line_of(application, row.line)
        line.position = position
        line.appendix = facts.of(line).appendix
        lines.append(line)
    ApplicationLine.objects.bulk_create(lines, batch_size=_AT_A_TIME)
    return len(lines)


def refuse_too_many(there: int, more: int) -> None:
    """Raise TooManyLines where that many lines more are too many."""
    if there + more > MOST_LINES:
        message = gettext_noop(
            "An application has at most %(most)s lines. There are %(there)s, and you add %(more)s: "
            "make another application for the rest."
        )
        raise TooManyLines(message=message, data={"most": MOST_LINES, "there": there, "more": more})


def _keep_the_rest(application: Application, sheet: LineSheet, made: int) -> None:
    if not sheet.bad:
        remove_sheet(sheet)
        return
    sheet.rows.filter(is_good=True).delete()
    sheet.state, sheet.accepted, sheet.good = SheetState.ACCEPTED, made, 0
    sheet.save(update_fields=["state", "accepted", "good"])


def _columns(file: Any) -> dict[str, Any]:
    """The columns of the row; what the file is, is read from its content."""
    try:
        content, kind = content_and_kind(file)
    except FaultySheet as error:
        raise FaultyAttachment(message=error.message, data={"field": "file"}) from error
    digest = hashlib.sha256(content).hexdigest()
    return {
        "file": ContentFile(content, name=digest),
        "name": _plain_name(file.name or "", kind.value),
        "size": len(content),
        "content_type": _TYPES[kind.value],
        "sha256": digest,
        "scan": "waiting" if settings.CLAMAV_URL else "",
    }


def _plain_name(name: str, extension: str) -> str:
    last = PurePath(name.replace("\\", "/")).name
    readable = "".join(sign for sign in last if sign.isprintable())
    return f"{PurePath(readable).stem[:150] or 'lines'}.{extension}"
