"""Noting that an official is away, with a deputy who shares one of their roles, and withdrawing it."""

from datetime import date, timedelta
from functools import partial

from django.db import transaction

from cites.accounts.errors import (
    AbsenceOver,
    DeputyAway,
    DeputyWithoutRole,
    LastDayBeforeFirst,
    NotAnOfficial,
    OverlappingAbsence,
    OwnDeputy,
)
from cites.accounts.models import Absence, User
from cites.accounts.roles import OFFICIALS
from cites.accounts.rules import are_all_within
from cites.accounts.signals import absence_noted
from kernel import clock
from kernel.text import gettext_noop
from tenants.audit.services import record
from tenants.context import today


@transaction.atomic
def note_absence(*, person: User, first_day: date, last_day: date, deputy: User | None, actor: User) -> Absence:
    """Note that an official is away from the first to the last of these days of the Party, both included.

    Raises NotAnOfficial, LastDayBeforeFirst, AbsenceOver, OverlappingAbsence, OwnDeputy, DeputyWithoutRole and
    DeputyAway (the deputy may not sign in, or is away on every one of the days).
    """
    # Two absences noted at once wait for one another here, so that the second sees the first.
    official = User.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    _refuse_strangers(official)
    _refuse_days(official, first_day, last_day)
    if deputy is not None:
        _refuse_deputy(official, deputy, first_day, last_day)
    absence = Absence.objects.create(
        person=official, first_day=first_day, last_day=last_day, deputy=deputy, noted_by=actor
    )
    _record("absence.noted", absence, actor)
    transaction.on_commit(partial(absence_noted.send, sender=Absence, absence=absence), robust=True)
    return absence


@transaction.atomic
def withdraw_absence(*, absence: Absence, actor: User) -> Absence:
    """Take an absence back that begins today or later; one that began before ends with yesterday. Return it.

    The days that are past stay, for on them a deputy stood in. Doing so twice changes nothing. Raises AbsenceOver.
    """
    locked = Absence.objects.select_for_update().get(pk=absence.pk)
    yesterday = today() - timedelta(days=1)
    if locked.withdrawn_at is not None or locked.last_day == yesterday:
        return locked
    _refuse_past(locked.last_day)
    if locked.first_day <= yesterday:
        return _end(locked, yesterday, actor)
    locked.withdrawn_at, locked.withdrawn_by = clock.now(), actor
    locked.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _record("absence.withdrawn", locked, actor)
    return locked


def _end(absence: Absence, last_day: date, actor: User) -> Absence:
    absence.last_day = last_day
    absence.save(update_fields=["last_day"])
    _record("absence.ended", absence, actor)
    return absence


def _refuse_strangers(person: User) -> None:
    if not (person.is_active and person.is_official):
        message = gettext_noop("%(name)s is no official who may sign in.")
        raise NotAnOfficial(message=message, data={"name": person.full_name})


def _refuse_days(person: User, first_day: date, last_day: date) -> None:
    if last_day < first_day:
        raise LastDayBeforeFirst(message=gettext_noop("The last day must not be before the first."))
    _refuse_past(last_day)
    own = Absence.objects.filter(person=person, withdrawn_at=None)
    if own.filter(first_day__lte=last_day, last_day__gte=first_day).exists():
        message = gettext_noop("Some of these days lie in an absence that is noted already. Withdraw that one first.")
        raise OverlappingAbsence(message=message)


def _refuse_past(last_day: date) -> None:
    if last_day < today():
        raise AbsenceOver(message=gettext_noop("These days are over."))


def _refuse_deputy(person: User, deputy: User, first_day: date, last_day: date) -> None:
    if deputy.pk == person.pk:
        raise OwnDeputy(message=gettext_noop("Nobody stands in for themself: choose somebody else."))
    name = {"name": deputy.full_name}
    if not person.roles & deputy.roles & OFFICIALS:
        message = gettext_noop("%(name)s shares no role with the person who is away: choose somebody else.")
        raise DeputyWithoutRole(message=message, data=name)
    if not deputy.is_active:
        message = gettext_noop("%(name)s may not sign in any more: choose somebody else.")
        raise DeputyAway(message=message, data=name)
    if are_all_within(first_day, last_day, _days_away(deputy)):
        message = gettext_noop("%(name)s is away on all of these days too: choose somebody else.")
        raise DeputyAway(message=message, data=name)


def _days_away(person: User) -> list[tuple[date, date]]:
    return list(Absence.objects.filter(person=person, withdrawn_at=None).values_list("first_day", "last_day"))


def _record(verb: str, absence: Absence, actor: User) -> None:
    days = {"first_day": absence.first_day.isoformat(), "last_day": absence.last_day.isoformat()}
    facts = {"absence": absence.pk, **days, "deputy": absence.deputy_id}
    record(verb, subject=f"person:{absence.person_id}", actor=actor, data=facts)
