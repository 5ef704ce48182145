"""Removing papers whose time is over: one official proposes, another confirms, and a task removes the files."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Final

import structlog
from django.core.files.storage import Storage
from django.db import transaction

from cites.accounts.errors import ReasonMissing, SamePersonTwice
from cites.accounts.models import User
from cites.permits.models import (
    Application,
    LetterFile,
    LineSheet,
    PapersBatch,
    PapersHold,
    PapersItem,
    PapersOutcome,
    PapersRemoval,
    PermitDocument,
)
from cites.permits.queries.retention import find_removal, items_left, may_go_now, old_cases, progress_of
from cites.permits.removed import refuse_removed
from cites.permits.rules.retention import HoldNotInForce, NothingMayGo, RemovalNotOpen
from cites.permits.signals import papers_confirmed
from kernel import clock
from kernel.text import gettext_noop
from tenants.audit.services import record
from tenants.context import current_profile, today
from workflows.models import Case, CaseAttachment

LIFETIME: Final = timedelta(days=30)
MOST: Final = 1000
"""How many cases are agreed on at once."""
log = structlog.get_logger("permits")


@transaction.atomic
def propose_removal(*, year: int, actor: User) -> PapersBatch:
    """Propose to remove the papers of the cases that ended in ``year`` and may go today; good for thirty days.

    Of very many the oldest are proposed first. Should two propose at once, the papers go once. Raises NothingMayGo.
    """
    cases = [each for each in old_cases() if each.last_day.year == year][:MOST]
    if not cases:
        raise NothingMayGo(message=gettext_noop("There are no papers of %(year)s that may go."), data={"year": year})
    kept, now = current_profile().retention, clock.now()
    batch = PapersBatch.objects.create(
        year=year,
        as_of=today(),
        permit_years=kept.permit_years,
        case_years=kept.case_years,
        law=kept.law,
        cases=len(cases),
        permits=sum(each.permits for each in cases),
        proposed_by=actor,
        proposed_at=now,
        expires_at=now + LIFETIME,
    )
    PapersItem.objects.bulk_create(PapersItem(batch=batch, application_id=each.application) for each in cases)
    facts = {"year": year, "cases": batch.cases, "permits": batch.permits, "law": batch.law}
    record("papers.removal_proposed", subject=batch.subject, actor=actor, data=facts)
    return batch


@transaction.atomic
def confirm_removal(*, batch: PapersBatch, actor: User) -> None:
    """Have the papers removed, by a task. Raises RemovalNotOpen and SamePersonTwice."""
    locked = _open(batch)
    if actor.pk == locked.proposed_by_id:
        raise SamePersonTwice(message=gettext_noop("Somebody other than the person who proposed it has to confirm it."))
    locked.confirmed_by, locked.confirmed_at = actor, clock.now()
    locked.save(update_fields=["confirmed_by", "confirmed_at"])
    record("papers.removal_confirmed", subject=locked.subject, actor=actor)
    transaction.on_commit(partial(papers_confirmed.send, sender=PapersBatch, batch=locked), robust=True)


@transaction.atomic
def withdraw_removal(*, batch: PapersBatch, actor: User) -> None:
    """Let a proposal go without effect, whoever of the officials thinks it wrong. Raises RemovalNotOpen."""
    locked = _open(batch)
    locked.withdrawn_by, locked.withdrawn_at = actor, clock.now()
    locked.save(update_fields=["withdrawn_by", "withdrawn_at"])
    record("papers.removal_withdrawn", subject=locked.subject, actor=actor)


def go_on_removing(*, batch_id: int, most: int) -> bool:
    """Remove the papers of the next ``most`` cases of a batch, and tell whether any are left.

    Run again, or by two workers at once, it goes on where it was; what cannot be reached is left to the next run.
    """
    batch = PapersBatch.objects.filter(pk=batch_id, confirmed_at__isnull=False, finished_at=None).first()
    if batch is None:
        return False
    for item in items_left(batch)[:most]:
        try:
            _remove(item)
        except OSError:
            log.exception("papers cannot be removed now", application=item.application_id)
    if items_left(batch).exists():
        return True
    _finish(batch)
    return False


@transaction.atomic
def hold_papers(*, application: Application, reason: str, until: date | None, actor: User) -> PapersHold:
    """Keep the papers of a case whatever their age. Raises ReasonMissing and PapersRemoved."""
    if not reason.strip():
        raise ReasonMissing(message=gettext_noop("Say why the papers are to be kept."))
    _lock(application)
    refuse_removed(application)
    hold = PapersHold.objects.create(application=application, reason=reason.strip(), until=until, placed_by=actor)
    told = {"until": until.isoformat() if until else ""}
    record("papers.held", subject=application.subject, actor=actor, data=told, personal={"reason": hold.reason})
    return hold


@transaction.atomic
def lift_hold(*, hold: PapersHold, actor: User) -> None:
    """Let the papers of a case go like all others. Raises HoldNotInForce."""
    locked = PapersHold.objects.select_for_update(of=("self",)).select_related("application__case").get(pk=hold.pk)
    if locked.lifted_at is not None:
        raise HoldNotInForce(message=gettext_noop("This hold was lifted before."))
    locked.lifted_by, locked.lifted_at = actor, clock.now()
    locked.save(update_fields=["lifted_by", "lifted_at"])
    record("papers.hold_lifted", subject=locked.application.subject, actor=actor)


def _open(batch: PapersBatch) -> PapersBatch:
    locked = PapersBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if not locked.is_open():
        raise RemovalNotOpen(message=gettext_noop("This proposal was confirmed, withdrawn or has expired."))
    return locked


def _lock(application: Application) -> None:
    """Whoever holds papers and whoever removes them wait for one another here."""
    Case.objects.select_for_update(of=("self",)).get(pk=application.case_id)


def _remove(item: PapersItem) -> None:
    """What is written first is that the papers are gone, so that no page offers what is half removed."""
    if not _is_marked(item):
        PapersItem.objects.filter(pk=item.pk).update(outcome=PapersOutcome.KEPT)
        return
    files = list(_files_of(item.application))
    for storage, name in files:
        storage.delete(name)
    with transaction.atomic():
        LineSheet.objects.filter(application=item.application).delete()
        PapersItem.objects.filter(pk=item.pk, outcome=PapersOutcome.WAITING).update(
            outcome=PapersOutcome.REMOVED, files=len(files)
        )


@transaction.atomic
def _is_marked(item: PapersItem) -> bool:
    """Whether the papers are marked as gone, by an earlier run or now; what may not go (any more) is kept."""
    _lock(item.application)
    if gone := find_removal(item.application):
        return gone.batch_id == item.batch_id
    if not may_go_now(item.application):
        return False
    law = item.batch.law
    PapersRemoval.objects.create(application=item.application, batch=item.batch, law=law, removed_on=today())
    return True


def _files_of(application: Application) -> Iterator[tuple[Storage, str]]:
    """Every file of a case: what was attached, lines sent as a sheet, letters, permits and their copies."""
    rows = (
        application.attachments.all(),
        LineSheet.objects.filter(application=application),
        CaseAttachment.objects.filter(case=application.case_id),
        LetterFile.objects.filter(letter__application=application),
        PermitDocument.objects.filter(permit__application=application),
    )
    return ((row.file.storage, str(row.file.name)) for some in rows for row in some)


@transaction.atomic
def _finish(batch: PapersBatch) -> None:
    if PapersBatch.objects.filter(pk=batch.pk, finished_at=None).update(finished_at=clock.now()):
        done = progress_of(batch)
        facts = {"removed": done.removed, "files": done.files, "kept": done.kept, "law": batch.law}
        record("papers.removed", subject=batch.subject, data=facts)
