"""Making releases."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from kernel import clock
from tenants.audit.services import record
from tenants.context import as_owner, current_party, party_context
from tenants.errors import NoRelease, ProfileFaulty
from tenants.hosts import forget_hosts_everywhere
from tenants.models import Party
from tenants.names import schema_of
from tenants.profiles.files import PROFILE, layered
from tenants.profiles.rules import Fault
from tenants.releases.check import faults_in, faults_of_publication
from tenants.releases.holding import one_at_a_time
from tenants.releases.models import Release
from tenants.releases.parts import release_parts
from tenants.releases.plain import written
from tenants.releases.queries import forget_releases, releases_in_force

# The first release governs whatever comes before the second, cases brought over from paper included.
_FROM_THE_START = datetime(2000, 1, 1, tzinfo=UTC)


def parts_of(folder: Path) -> dict[str, Any]:
    """Return the parts that the profile in ``folder`` states, as plain data."""
    return {part.name: layered(folder, part.file, part.templates) for part in release_parts}


def make_release(
    *,
    parts: dict[str, Any],
    author: str,
    note: str = "",
    in_force_from: datetime | None = None,
    proposed_by: Any = None,
    approved_by: Any = None,
) -> Release:
    """Add a release to the active Party; raise ProfileFaulty naming every fault of its parts.

    ``author`` says whose hand it was where ``proposed_by`` is no person of the Party.
    """
    refuse_faults(parts)
    return _add(
        parts, note=note, author=author, proposed_by=proposed_by, approved_by=approved_by, in_force_from=in_force_from
    )


def _add(parts: Mapping[str, Any], *, in_force_from: datetime | None = None, **made: Any) -> Release:
    text = written(parts)
    with one_at_a_time():
        newest = Release.objects.order_by("-number").first()
        release = Release.objects.create(
            number=newest.number + 1 if newest else 1,
            text=text,
            digest=hashlib.sha256(text.encode()).hexdigest(),
            in_force_from=in_force_from or clock.now(),
            **made,
        )
        data = {"digest": release.digest, "in_force_from": release.in_force_from.isoformat()}
        record("release_made", subject=f"release:{release.number}", actor=release.approved_by, data=data)
        forget_releases()
        transaction.on_commit(forget_hosts_everywhere)
    return release


def faults_here(parts: Mapping[str, Any]) -> list[Fault]:
    """Return every fault of plain ``parts`` as a release of the active Party, whose own it has to be."""
    stated = parts.get("profile")
    iso2, own = stated.get("iso2") if isinstance(stated, dict) else None, current_party().iso2
    faults = faults_in(parts)
    if isinstance(iso2, str) and iso2 != own:
        reason = _("is %(iso2)s; this is the site of %(own)s") % {"iso2": iso2, "own": own}
        faults.append({"file": PROFILE, "key": "iso2", "reason": reason})
    return faults


def refuse_faults(parts: Mapping[str, Any]) -> None:
    """Raise ProfileFaulty naming every fault of plain ``parts`` as a release of the active Party."""
    _refuse(faults_here(parts))


def refuse_publication(parts: Mapping[str, Any]) -> None:
    """Raise ProfileFaulty naming every fault of plain ``parts``, and what else speaks against them here and now."""
    refuse_faults(parts)
    _refuse(faults_of_publication(parts))


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise ProfileFaulty(
            message="%(count)s faults: %(first)s",
            data={"count": len(faults), "first": " ".join(faults[0].values()), "faults": faults},
        )


def has_release(party: Party) -> bool:
    """Tell whether ``party`` has its first release."""
    with party_context(party):
        return Release.objects.exists()


def make_first_release(party: Party) -> None:
    """Make the first release of ``party`` from its checked profile; of a practice twin, from its Party's in force."""
    if party.checked_parts is not None:
        with party_context(party):
            _add(party.checked_parts, note="From the profile.", author="onboarding", in_force_from=_FROM_THE_START)
        return
    parts, note = _copied(party)
    with party_context(party):
        make_release(parts=parts, author="onboarding", note=note, in_force_from=_FROM_THE_START)


def says_first_release(party: Party) -> str:
    """Return from what the first release of ``party`` is made, in a few words."""
    if party.practice:
        return gettext("the one in force in %(party)s") % {"party": party.iso2}
    return gettext("from the profile %(profile)s") % {"profile": party.iso2.lower()}


def _copied(party: Party) -> tuple[dict[str, Any], str]:
    """What the Party of a practice twin has in force now; read as the owner, for no other login sees both."""
    with as_owner(schema_of(party.iso2)):
        found = releases_in_force().first()
    if found is None:
        raise NoRelease(message="%(party)s has no release in force", data={"party": party.iso2})
    return found.parts, f"Release {found.number} of {party.iso2}."
