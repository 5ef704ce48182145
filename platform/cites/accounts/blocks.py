"""Blocking a trader or an organisation from sending new applications, and lifting that; nothing is ever taken out."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from cites.accounts import signals
from cites.accounts.errors import BlockLifted, LastDayBeforeFirst, NotATrader, OwnBlock, ReasonMissing
from cites.accounts.models import Block, BlockLift, Organisation, User
from cites.accounts.organisations import is_member
from kernel.text import gettext_noop
from tenants.audit.services import record
from tenants.context import today

_RELATED = ("person", "organisation", "placed_by", "lift__lifted_by")


def blocks_of(whose: User | Organisation) -> QuerySet[Block]:
    """Return every block of a person or an organisation, the latest first, those that are over included."""
    own = Q(person=whose) if isinstance(whose, User) else Q(organisation=whose)
    return Block.objects.filter(own).select_related(*_RELATED).order_by("-first_day", "-pk")


def blocks_in_force(day: date, *, people: Iterable[int], organisation: int | None = None) -> QuerySet[Block]:
    """Return the blocks of these people and of this organisation that hold on that day, the earliest first."""
    concerned = Q(person__in=list(people))
    if organisation is not None:
        concerned |= Q(organisation=organisation)
    holds = Q(last_day=None) | Q(last_day__gte=day)
    there = Block.objects.filter(concerned, holds, first_day__lte=day, lift=None)
    return there.select_related(*_RELATED).order_by("first_day", "pk")


def blocks_upon(person: User) -> QuerySet[Block]:
    """Return the blocks that keep a person from sending new applications today, their organisation's included."""
    organisation = person.organisation
    return blocks_in_force(today(), people=[person.pk], organisation=organisation.pk if organisation else None)


@transaction.atomic
def place_block(
    *, whose: User | Organisation, reason: str, first_day: date, last_day: date | None, officer: User
) -> Block:
    """Block new applications from the first to the last of these days of the Party, or until it is lifted.

    What was sent before goes its way, and drafts are kept. Raises ReasonMissing, NotATrader, OwnBlock and
    LastDayBeforeFirst.
    """
    _refuse_own(whose, officer)
    if isinstance(whose, User) and not whose.is_applicant:
        raise NotATrader(message=gettext_noop("Only traders, agents and organisations are blocked."))
    if last_day is not None and last_day < max(first_day, today()):
        message = gettext_noop("The last day must be neither before the first nor before today.")
        raise LastDayBeforeFirst(message=message)
    block = Block.objects.create(
        person=whose if isinstance(whose, User) else None,
        organisation=whose if isinstance(whose, Organisation) else None,
        reason=_said(reason),
        first_day=first_day,
        last_day=last_day,
        placed_by=officer,
    )
    _record("block.placed", block, officer, block.reason)
    signals.block_placed.send(Block, block=block)
    return block


@transaction.atomic
def lift_block(*, block: Block, reason: str, officer: User) -> BlockLift:
    """End a block now. Raises ReasonMissing, OwnBlock and BlockLifted (somebody did so before)."""
    _refuse_own(block.whose, officer)
    said = _said(reason)
    try:
        with transaction.atomic():
            lift = BlockLift.objects.create(block=block, reason=said, lifted_by=officer)
    except IntegrityError as error:
        raise BlockLifted(message=gettext_noop("This block was lifted already.")) from error
    _record("block.lifted", block, officer, said)
    signals.block_lifted.send(Block, block=block)
    return lift


def _said(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing(message=gettext_noop("Say why, so that the people concerned know what to do."))
    return reason.strip()


def _refuse_own(whose: User | Organisation, officer: User) -> None:
    own = isinstance(whose, User) and whose.pk == officer.pk
    if own or (isinstance(whose, Organisation) and is_member(officer.pk, whose.pk)):
        raise OwnBlock(message=gettext_noop("Somebody else has to decide about your own applications."))


def _record(verb: str, block: Block, officer: User, reason: str) -> None:
    subject = f"person:{block.person_id}" if block.person_id else f"organisation:{block.organisation_id}"
    facts = {"block": block.pk, "first_day": block.first_day.isoformat()}
    if block.last_day:
        facts["last_day"] = block.last_day.isoformat()
    record(verb, subject=subject, actor=officer, data=facts, personal={"reason": reason})
