"""Reading releases and proposals; a release is immutable, so each process keeps what it has read."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from django.db.models import QuerySet

from kernel import clock
from tenants.context import active_schema, current_party
from tenants.errors import NoRelease
from tenants.releases.models import Proposal, ProposalChange, Release

_KEPT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class _Kept:
    """The release in force, when it was read, and the moment at which the next one takes its place."""

    release: Release
    read_at: float
    until: datetime | None

    @property
    def is_stale(self) -> bool:
        now = clock.now()
        over = now < self.release.in_force_from or (self.until is not None and now >= self.until)
        return over or time.monotonic() - self.read_at > _KEPT_SECONDS


class Standing(StrEnum):
    """Where a release stands in time."""

    COMING = "coming"
    IN_FORCE = "in_force"
    PAST = "past"
    CALLED_OFF = "called_off"


@dataclass(frozen=True, slots=True)
class Period:
    """A release with the time in which it is in force; ``until`` is open for the last, both for one called off."""

    release: Release
    standing: Standing
    since: datetime | None
    until: datetime | None


_held: ContextVar[tuple[str, Release] | None] = ContextVar("held", default=None)
_in_force: dict[str, _Kept] = {}
_by_number: dict[tuple[str, int, str], Release] = {}


def release_in_force() -> Release:
    """Return the release in force now in the active Party; raise NoRelease before the first."""
    current_party()
    held = _held.get()
    if held is not None and held[0] == active_schema():
        return held[1]
    kept = _in_force.get(active_schema())
    if kept is None or kept.is_stale:
        kept = _in_force[active_schema()] = _read()
    return kept.release


@contextmanager
def hold_release() -> Iterator[Release]:
    """Let the active Party's release of this moment count as in force for a ``with``, whatever the clock then says.

    For invented cases, which begin weeks ago and by the rules of today.
    """
    held = release_in_force()
    token = _held.set((active_schema(), held))
    try:
        yield held
    finally:
        _held.reset(token)


def release(number: int) -> Release:
    """Return the release of that number in the active Party; raise NoRelease when there is none."""
    # A schema of the same name may have been made anew, so the digest is asked for each time, and the parts once.
    digest = Release.objects.filter(number=number).values_list("digest", flat=True).first()
    if digest is None:
        raise NoRelease(message="there is no release %(number)s", data={"number": number})
    key = active_schema(), number, digest
    if key not in _by_number:
        _by_number[key] = Release.objects.get(number=number)
    return _by_number[key]


def latest_release() -> Release:
    """Return the last release that was not called off: in force, or approved for a coming day."""
    found = _standing().order_by("-in_force_from", "-number").first()
    if found is None:
        raise NoRelease(message="%(party)s has no release", data={"party": current_party().iso2})
    return found


def releases_by_period() -> list[Period]:
    """Return every release with the time in which it is, was or will be in force; the newest first."""
    found = list(Release.objects.select_related("proposed_by", "approved_by", "calling_off").order_by("-number"))
    standing = sorted((each for each in found if not each.is_called_off), key=lambda each: each.in_force_from)
    ends = {one.number: other.in_force_from for one, other in pairwise(standing)}
    return [_period(each, ends.get(each.number)) for each in found]


def open_proposal() -> Proposal | None:
    """Return the proposal that is drafted or waits for its decision, if any; one at a time is open."""
    return Proposal.objects.filter(state__in=Proposal.OPEN).first()


def changes(proposal: Proposal) -> QuerySet[ProposalChange]:
    """Return the changes of a proposal in order, undone ones included."""
    return proposal.changes.select_related("by", "undone_by")


def forget_releases() -> None:
    """Read every release anew."""
    _in_force.clear()
    _by_number.clear()


def releases_in_force() -> QuerySet[Release]:
    """Return the releases of the active schema that have come into force, the one that counts first."""
    return _standing().filter(in_force_from__lte=clock.now()).order_by("-in_force_from", "-number")


def _standing() -> QuerySet[Release]:
    return Release.objects.filter(calling_off=None)


def _read() -> _Kept:
    now, read_at = clock.now(), time.monotonic()
    found = releases_in_force().first()
    if found is None:
        raise NoRelease(message="%(party)s has no release in force", data={"party": current_party().iso2})
    coming = _standing().filter(in_force_from__gt=now).order_by("in_force_from").values_list("in_force_from", flat=True)
    return _Kept(found, read_at, coming.first())


def _period(of: Release, until: datetime | None) -> Period:
    if of.is_called_off:
        return Period(of, Standing.CALLED_OFF, None, None)
    now = clock.now()
    if of.in_force_from > now:
        return Period(of, Standing.COMING, of.in_force_from, until)
    return Period(of, Standing.PAST if until and until <= now else Standing.IN_FORCE, of.in_force_from, until)
