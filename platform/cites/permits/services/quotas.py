"""Keeping the ledger of quotas: every movement is written in the transaction of the step that makes it."""

from collections.abc import Callable, Iterable
from copy import copy
from typing import Any, Final

from django.db import connection, transaction

from cites.permits.errors import QuotaExceeded
from cites.permits.models import Application, EndorsementLine, EventKind, Permit, PermitLine, QuotaEntry
from cites.permits.queries.applications import is_decided
from cites.permits.queries.box_11a import box_11a, stated_published, stated_quotas
from cites.permits.queries.overrides import may_overdraw
from cites.permits.queries.published_quotas import taxa_of_published
from cites.permits.queries.quota_ledger import (
    applications_to_book,
    asked_by,
    committed_by_line,
    documents_of,
    lines_that_count,
    permits_to_book,
    permits_to_release,
    reserved_by_line,
    some_of,
)
from cites.permits.queries.quotas import quotas_of
from cites.permits.rules.quota_ledger import NOTHING, Held, Moved, adjusting, committing, releasing, reserving
from cites.permits.rules.quotas import QUOTA_DOCUMENTS
from tenants.context import today
from tenants.releases.queries import release_in_force
from workflows.models import CaseStep

_ONE_AT_A_TIME: Final = 0x51554F54  # our own number among the locks of the database
_GIVE_UP: Final = frozenset({"amend", "return_for_correction", "withdraw"})
"""The actions after which an application has to be sent anew, or never is."""
_RELEASING: Final = frozenset({EventKind.CANCELLED, EventKind.REPLACED, EventKind.HANDED_BACK})


def hold_quotas(document_type: str, lines: Iterable[Any]) -> None:
    """Let nobody else take of the quotas that these lines count against, until this transaction ends.

    Held by their taxa, always in the same order, so that a quota which a new release renames or divides is held all
    the same; those that were published likewise. Read what is left only after it: whoever held them before has
    committed by then.
    """
    asked = asked_by(document_type, lines, purpose="")  # of every purpose
    with connection.cursor() as cursor:
        for taxon in sorted({quota.taxon for quota in quotas_of(asked)} | taxa_of_published(asked)):
            cursor.execute(
                "SELECT pg_advisory_xact_lock(%s, hashtext(current_schema() || ':' || %s))", [_ONE_AT_A_TIME, taxon]
            )


@transaction.atomic
def reserve_quotas(application: Application) -> None:
    """Write down what an approval takes, of a batch on all its documents.

    Whether that much is left is asked before, behind ``hold_quotas``.
    """
    release_reservation(application)
    lines = lines_that_count(application.document_type, application.lines.all())
    documents = documents_of(application)
    _write(_entry(line, application, today().year, reserving(line.quantity * documents)) for line in lines)


@transaction.atomic
def release_reservation(application: Application) -> None:
    """Give back what is reserved for an application, as it was reserved; nothing where nothing is."""
    reserved = reserved_by_line(application)
    if not reserved:
        return
    entries = QuotaEntry.objects.filter(application=application, kind=QuotaEntry.Kind.RESERVE)
    lines = {entry.position: entry for entry in entries}  # the latest of each
    _write(
        _entry(lines[position], application, today().year, moved)
        for position, held in reserved.items()
        if (moved := releasing(Held(reserved=held)))
    )


def with_box_11a(permit: Permit, lines: Iterable[PermitLine]) -> list[PermitLine]:
    """Return the lines of a permit that is not issued yet as its boxes 11a will say it now.

    Raises QuotaExceeded where it takes more than a quota has, unless an official decided that on record.
    """
    found = list(map(copy, lines))
    stated = stated_quotas(permit.document_type, found, permit.purpose)
    if any(each.is_exceeded for each in stated) and not may_overdraw(permit.application):
        raise QuotaExceeded
    stated += stated_published(permit.document_type, found, permit.purpose)  # told where no quota of our own is
    for line in lines_that_count(permit.document_type, found) if stated else ():
        line.quota_used, line.quota_total = box_11a(some_of(line, permit.purpose), stated) or (None, None)
    return found


def follow_step(step: CaseStep) -> None:
    """Give back what an application has reserved once it is approved no longer: it is undone, given up, or over."""
    if step.case.workflow not in QUOTA_DOCUMENTS or step.verb == "approve":
        return
    application = Application.objects.filter(case=step.case, permits=None, quota_entries__isnull=False).first()
    if application is None:
        return
    if step.verb in _GIVE_UP or step.case.closed_at or not is_decided(application):
        release_reservation(application)


def follow_event(permit: Permit, kind: EventKind) -> None:
    """Write down what an event of a permit takes of the quotas, or gives back; most give and take nothing."""
    if permit.document_type not in QUOTA_DOCUMENTS:
        return
    if kind == EventKind.ISSUED:
        commit_permit(permit)
    elif kind == EventKind.USED:
        adjust_permit(permit)
    elif kind in _RELEASING:
        release_permit(permit)


def commit_permit(permit: Permit) -> None:
    """Turn what is reserved for the lines of a permit into what stands on it; a replacement has nothing reserved."""
    reserved = reserved_by_line(permit.application)
    _write(
        _of_permit(permit, line, committing(reserved.get(line.position, NOTHING), line.quantity))
        for line in lines_that_count(permit.document_type, permit.lines.all())
    )


def adjust_permit(permit: Permit) -> None:
    """Let only what really left count, by box 14: less than was permitted, nothing, or again what had expired."""
    left = EndorsementLine.objects.filter(endorsement__permit=permit).values_list("permit_line", "quantity")
    actual, committed = dict(left), committed_by_line(permit)
    _write(
        _of_permit(permit, line, moved)
        for line in permit.lines.all()
        if line.pk in committed and line.pk in actual
        if (moved := adjusting(Held(committed=committed[line.pk]), actual[line.pk]))
    )


def release_permit(permit: Permit) -> None:
    """Give back all that a permit takes: nothing left under it, and nothing will."""
    committed = committed_by_line(permit)
    _write(
        _of_permit(permit, line, moved)
        for line in permit.lines.all()
        if (moved := releasing(Held(committed=committed.get(line.pk, NOTHING))))
    )


def release_the_expired() -> int:
    """Give back what stands on permits that ended unused at the Party's midnight; return how many permits.

    Run again it finds nothing; whoever reads a balance meanwhile has not counted them either.
    """
    return _each(permits_to_release(), release_permit)


def book_the_rest() -> int:
    """Book what a program of before issued or approved while it was being replaced; return how many of both."""
    return _each(permits_to_book(), _book_permit) + _each(applications_to_book(), reserve_quotas)


def _book_permit(permit: Permit) -> None:
    """Book all that happened to a permit until now."""
    commit_permit(permit)
    for kind in permit.events.values_list("kind", flat=True):
        if kind != EventKind.ISSUED:
            follow_event(permit, EventKind(kind))


def _each(found: Iterable[Any], book: Callable[[Any], None]) -> int:
    """Book each in a transaction of its own, so that a long list holds nothing up; return how many there were."""
    number = 0
    for each in list(found):
        with transaction.atomic():
            book(each)
        number += 1
    return number


def _of_permit(permit: Permit, line: PermitLine, moved: Moved) -> QuotaEntry:
    year = (permit.first_issued_on or permit.issued_on).year
    return _entry(line, permit.application, year, moved, permit_line=line)


def _entry(line: Any, application: Application, year: int, moved: Moved, **more: Any) -> QuotaEntry:
    """An entry of what a line is: one of an application or of a permit, or an entry of before."""
    return QuotaEntry(
        kind=moved.kind.value,
        year=year,
        application=application,
        position=line.position,
        taxon_code=line.taxon_code,
        term=line.term,
        sources="".join(line.sources),
        unit=line.unit,
        reserved=moved.reserved,
        committed=moved.committed,
        release_number=release_in_force().number,
        **more,
    )


def _write(entries: Iterable[QuotaEntry]) -> None:
    QuotaEntry.objects.bulk_create(entries, batch_size=1000)
