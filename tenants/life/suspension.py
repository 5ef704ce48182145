"""Closing a Party's service, or leaving it open for reading only, and opening it again."""

from typing import Any

from kernel.text import gettext_noop
from tenants.errors import NotInThatState
from tenants.life.changing import change_status
from tenants.models import Party

_REOPENED = (Party.Status.READ_ONLY, Party.Status.CLOSED, Party.Status.LEAVING)
_SUSPENDED = (Party.Status.OPEN, Party.Status.READ_ONLY, Party.Status.CLOSED)


def suspend_party(*, party: Party, by: Any, reason: str, read_only: bool = False, seen: str | None = None) -> Party:
    """Close the service of ``party``, or leave it for reading only; in every process from the next request on.

    What was issued can be verified all the same. ``by`` is an operator; ``reason`` goes into the shared trail. Raises
    NotInThatState for a Party that is being brought live or removed, and StatusMoved where it is no longer ``seen``.
    """
    status = Party.Status.READ_ONLY if read_only else Party.Status.CLOSED
    told = {"to": status, "reason": reason}
    with change_status(party, by=by, verb="party.suspended", data=told, seen=seen) as held:
        _require(held, _SUSPENDED)
        held.status = status
    return held


def reopen_party(*, party: Party, by: Any, seen: str | None = None) -> Party:
    """Open a suspended Party again; one that is being removed stays, and its removal is forgotten."""
    with change_status(party, by=by, verb="party.reopened", data={}, seen=seen) as held:
        _require(held, _REOPENED)
        held.status = Party.Status.OPEN
        held.removals.all().delete()
    return held


def _require(party: Party, allowed: tuple[Party.Status, ...]) -> None:
    if party.status not in allowed:
        facts = {"party": party.name, "status": party.get_status_display()}
        raise NotInThatState(message=gettext_noop("%(party)s is %(status)s"), data=facts)
