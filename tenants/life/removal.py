"""Removing a Party: one operator asks, another confirms, a time passes, and nothing is left behind."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from kernel import clock
from kernel.text import gettext_noop
from tenants.audit.services import record
from tenants.context import as_owner
from tenants.errors import RemovalRefused
from tenants.hosts import forget_hosts_everywhere
from tenants.life.changing import change_status
from tenants.life.dropping import drop_elsewhere, drop_from_database
from tenants.locks import only_one
from tenants.models import HostName, Party, Removal
from tenants.names import PUBLIC
from tenants.twins import find_twin, twin

_ONE_AT_A_TIME = 0x52454D4F


def begin_removal(*, party: Party, by: Any, reason: str, seen: str | None = None) -> Removal:
    """Ask that ``party`` be removed: its service closes at once, and only what was issued can still be verified.

    Raises RemovalRefused when it has been asked for already.
    """
    with change_status(party, by=by, verb="party.removal_begun", data={"reason": reason}, seen=seen) as held:
        if held.removals.exists():
            raise RemovalRefused(
                message=gettext_noop("the removal of %(party)s has been asked for"), data={"party": held.name}
            )
        held.status = Party.Status.LEAVING
        return Removal.objects.create(party=held, asked_by=by.email, asked_at=clock.now())


def confirm_removal(*, party: Party, by: Any) -> Removal:
    """Confirm, as another operator than the one who asked; the waiting time begins.

    Raises RemovalRefused for the operator who asked, or when nobody did.
    """
    with change_status(party, by=by, verb="party.removal_confirmed", data={}) as held:
        removal = _asked_for(held)
        if removal.asked_by.lower() == by.email.lower():
            raise RemovalRefused(message=gettext_noop("the operator who asked for a removal cannot confirm it"))
        if removal.confirmed_at is None:
            removal.confirmed_by, removal.confirmed_at = by.email, clock.now()
            removal.save()
        return removal


def removable_from(removal: Removal) -> datetime | None:
    """Return the moment from which the Party may be removed, or None while nobody has confirmed it."""
    if removal.confirmed_at is None:
        return None
    return removal.confirmed_at + timedelta(days=settings.REMOVAL_WAIT_DAYS)


def remove_party(*, party: Party, by: Any) -> None:
    """Remove schema, login, files, cache, host names and register entry of ``party``; only the shared trail stays.

    Its practice twin goes first. Killed at any point, it goes on when called again. Raises RemovalRefused before its
    time; needs the owner's login.
    """
    with only_one(_ONE_AT_A_TIME, party.schema_name):
        with as_owner(PUBLIC):
            _require_time(_asked_for(party))
        if practice := find_twin(party):
            _remove(practice, by)
        _remove(party, by)


def remove_twin(*, party: Party, by: Any) -> None:
    """Remove the practice twin of ``party`` at once: nothing in it is real. Needs the owner's login.

    Killed at any point, it goes on when called again. Raises UnknownParty where there is none.
    """
    practice = twin(party)
    with only_one(_ONE_AT_A_TIME, practice.schema_name):
        _remove(practice, by)


def _remove(party: Party, by: Any) -> None:
    with as_owner(PUBLIC):
        HostName.objects.filter(tenant=party).delete()
    forget_hosts_everywhere()
    drop_from_database(party)
    drop_elsewhere(party.schema_name)
    with as_owner(PUBLIC), transaction.atomic():
        record("party.removed", subject=f"party:{party.slug}", actor=by)
        Party.objects.filter(pk=party.pk).delete()


def _asked_for(party: Party) -> Removal:
    removal = Removal.objects.filter(party=party).first()
    if removal is None:
        raise RemovalRefused(
            message=gettext_noop("nobody asked for the removal of %(party)s"), data={"party": party.name}
        )
    return removal


def _require_time(removal: Removal) -> None:
    moment = removable_from(removal)
    if moment is None:
        raise RemovalRefused(message=gettext_noop("a second operator has to confirm the removal first"))
    if clock.now() < moment:
        raise RemovalRefused(
            message=gettext_noop("this may be removed from %(day)s on"), data={"day": moment.date().isoformat()}
        )
