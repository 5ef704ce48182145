"""Whether a Party was brought live whole, and whether its releases still check."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import partial

from kernel.text import gettext_noop
from tenants.context import as_public, party_context
from tenants.doctor.checks import DoctorCheck, Finding
from tenants.models import Party
from tenants.onboarding import plan_onboarding
from tenants.releases.check import faults_in
from tenants.releases.models import Release
from tenants.services import onboard_party

_NOT_OPEN = gettext_noop("every step of bringing it live is done, and it is not open")
_BROKEN_OFF = gettext_noop("its renewal was broken off")
_NOT_WHOLE = gettext_noop("not brought live whole: %(step)s is still to be done")
_IN_MAINTENANCE = gettext_noop("in maintenance: %(reason)s")
_ALTERED = gettext_noop("release %(number)s was altered after it was made")
_FAULTY = gettext_noop("release %(number)s no longer checks, %(count)s faults: %(reason)s")


def unfinished(party: Party) -> Iterator[Finding]:
    """Yield the steps of onboarding that are not done; mended by going on with it."""
    if party.status == Party.Status.LEAVING:
        return
    mend = partial(_go_on, party)
    steps = [step.name for step in plan_onboarding(party) if step.needed]
    yield from (Finding(party.schema_name, _NOT_WHOLE, mend, {"step": name}) for name in steps)
    if party.in_maintenance:
        yield Finding(party.schema_name, _IN_MAINTENANCE, data={"reason": party.maintenance_reason})
    if not steps and _status(party) == Party.Status.ONBOARDING:
        yield Finding(party.schema_name, _BROKEN_OFF if party.outdated else _NOT_OPEN, mend)


def faulty_releases(party: Party) -> Iterator[Finding]:
    """Yield each release that this version cannot use, with its first fault, and each that was altered."""
    with party_context(party):
        for release in Release.objects.order_by("number"):
            if hashlib.sha256(release.text.encode()).hexdigest() != release.digest:
                yield Finding(party.schema_name, _ALTERED, data={"number": release.number})
            elif faults := faults_in(json.loads(release.text)):
                first = "{file} {key}: {reason}".format(**faults[0])
                told = {"number": release.number, "count": len(faults), "reason": first}
                yield Finding(party.schema_name, _FAULTY, data=told)


def _status(party: Party) -> str:
    with as_public():
        return str(Party.objects.values_list("status", flat=True).get(pk=party.pk))


def _go_on(party: Party) -> None:
    for _ in onboard_party(party.iso2, practice=party.practice):
        pass


ONBOARDING = DoctorCheck("onboarding", unfinished)
RELEASES = DoctorCheck("releases", faulty_releases)
