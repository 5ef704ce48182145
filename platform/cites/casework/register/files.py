"""Files made of the register: asked for, looked at by whoever asked, and removed."""

from datetime import timedelta
from functools import partial
from typing import Any, Final

from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum

from cites.accounts.models import User
from cites.casework.errors import NothingToTake, TooManyFiles, TooMuchForOneFile
from cites.casework.models import RegisterFile, RegisterFileKind, RegisterFileState
from cites.casework.queries.register import AskedRegister
from cites.casework.register.columns import count_lines
from cites.casework.signals import register_file_asked
from cites.permits.models import RegisterEntry
from cites.permits.queries.permits import originals
from cites.permits.queries.register import entries_sought
from kernel import clock
from kernel.text import gettext_noop
from tenants.audit.services import record

MOST_PERMITS: Final = 2_000
MOST_BYTES: Final = 1_000_000_000
MOST_LINES: Final = 200_000
MOST_FILES: Final = 10
KEPT: Final = timedelta(hours=24)
PATIENCE: Final = timedelta(minutes=2)
_TYPED: Final = ("text", "trader", "species", "signatory")
_UNDER_WAY: Final = (RegisterFileState.WAITING, RegisterFileState.MAKING)


def files_of(person: User) -> QuerySet[RegisterFile]:
    """Return the files that the person asked for and that are not over, the latest first; they are nobody else's."""
    return RegisterFile.objects.filter(asked_by=person, asked_at__gt=clock.now() - KEPT)


@transaction.atomic
def ask_for_file(*, person: User, kind: RegisterFileKind, asked: AskedRegister) -> RegisterFile:
    """Have a file made of the permits that are looked for; who asks twice meanwhile gets the same one.

    Raises TooMuchForOneFile, TooManyFiles, and NothingToTake.
    """
    User.objects.select_for_update().get(pk=person.pk)
    own = files_of(person)
    if same := own.filter(kind=kind, asked=asked.document, state__in=_UNDER_WAY).first():
        return same
    if own.count() >= MOST_FILES:
        raise TooManyFiles(MOST_FILES)
    found = entries_for(kind, asked)
    total = _lines(found) if kind is RegisterFileKind.XLSX else _permits(found)
    if not total:
        raise NothingToTake(kind)
    made = RegisterFile.objects.create(asked_by=person, kind=kind, asked=asked.document, total=total)
    record_taking(person, asked, subject=f"register_file:{made.pk}", kind=kind.value, count=total)
    transaction.on_commit(partial(register_file_asked.send, sender=RegisterFile, file=made), robust=True)
    return made


def entries_for(kind: str, asked: AskedRegister) -> QuerySet[RegisterEntry]:
    """Return the entries of which a file is made; what was issued on paper has no document here."""
    found = entries_sought(asked.sought)
    return found.filter(paper=None) if kind == RegisterFileKind.ZIP else found


def record_taking(person: User, asked: AskedRegister, *, subject: str, kind: str, count: int) -> None:
    """Enter in the audit trail who takes what from the register; what was typed may name people, and is a digest."""
    chosen = {name: value for name, value in asked.document.items() if name not in _TYPED}
    typed = {name: value for name, value in asked.document.items() if name in _TYPED}
    record(
        "register.taken", subject=subject, actor=person, data={**chosen, "kind": kind, "count": count}, personal=typed
    )


@transaction.atomic
def remove_file(*, person: User, pk: int) -> None:
    """Remove a file of the person's own; nothing happens when it is gone."""
    found = RegisterFile.objects.select_for_update().filter(asked_by=person, pk=pk).first()
    if found is not None:
        record("register.file_removed", subject=f"register_file:{pk}", actor=person)
        _remove(found)


def remove_old_files() -> int:
    """Remove the files that were asked for more than a day ago, and return how many."""
    removed = 0
    for old in RegisterFile.objects.filter(asked_at__lte=clock.now() - KEPT):
        with transaction.atomic():
            held = RegisterFile.objects.select_for_update(skip_locked=True).filter(pk=old.pk).first()
            if held is not None:
                _remove(held)
                removed += 1
    return removed


def unmade_files() -> QuerySet[RegisterFile]:
    """Return the files that nobody makes although they were asked for: the message or the worker was lost."""
    long_ago = clock.now() - PATIENCE
    waiting = Q(state=RegisterFileState.WAITING, asked_at__lt=long_ago)
    return RegisterFile.objects.filter(waiting | Q(state=RegisterFileState.MAKING, beat_at__lt=long_ago))


def _remove(file: RegisterFile) -> None:
    if file.file:
        transaction.on_commit(partial(file.file.storage.delete, str(file.file.name)), robust=True)
    file.delete()


def _lines(found: QuerySet[RegisterEntry]) -> int:
    count = count_lines(found)
    if count > MOST_LINES:
        message = gettext_noop(
            "A spreadsheet holds at most %(most)s lines, and these permits have %(there)s. Narrow them."
        )
        raise TooMuchForOneFile(message=message, data={"most": MOST_LINES, "there": count})
    return count


def _permits(found: QuerySet[RegisterEntry]) -> int:
    count = found.count()
    if count > MOST_PERMITS:
        message = gettext_noop(
            "At most %(most)s documents are put into one ZIP, and these are %(there)s. "
            "Narrow them, say by the days of issue."
        )
        raise TooMuchForOneFile(message=message, data={"most": MOST_PERMITS, "there": count})
    documents: Any = originals().filter(permit__in=found.values("permit"))
    made = documents.aggregate(bytes=Sum("size"), count=Count("pk"))
    if (made["bytes"] or 0) > MOST_BYTES:
        message = gettext_noop("These documents are larger than 1 GB together. Narrow them, say by the days of issue.")
        raise TooMuchForOneFile(message=message)
    return count if made["count"] else 0
