"""Reading releases; each is immutable, so each process keeps what it has read."""

from __future__ import annotations

import time

from kernel import clock
from tenants.context import active_schema, current_party
from tenants.errors import NoRelease
from tenants.releases.models import Release

_KEPT_SECONDS = 10.0
_in_force: dict[str, tuple[float, Release]] = {}
_by_number: dict[tuple[str, int, str], Release] = {}


def release_in_force() -> Release:
    """Return the release in force now in the active Party; raise NoRelease before the first."""
    current_party()
    kept = _in_force.get(active_schema())
    if kept is None or time.monotonic() - kept[0] > _KEPT_SECONDS:
        kept = _in_force[active_schema()] = (time.monotonic(), _newest_in_force())
    return kept[1]


def release(number: int) -> Release:
    """Return the release of that number in the active Party; raise NoRelease when there is none."""
    found = Release.objects.filter(number=number).first()
    if found is None:
        raise NoRelease(message="there is no release %(number)s", data={"number": number})
    return _by_number.setdefault((active_schema(), number, found.digest), found)


def forget_releases() -> None:
    """Read every release anew."""
    _in_force.clear()
    _by_number.clear()


def _newest_in_force() -> Release:
    found = Release.objects.filter(in_force_from__lte=clock.now()).order_by("-in_force_from", "-number").first()
    if found is None:
        raise NoRelease(message="%(party)s has no release in force", data={"party": current_party().iso2})
    return found
