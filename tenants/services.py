"""Bringing a Party into being."""

from collections.abc import Iterator

from tenants.context import as_owner
from tenants.errors import ProfileFaulty
from tenants.models import HostName, Party
from tenants.names import PUBLIC, schema_of
from tenants.onboarding import onboard
from tenants.profiles.files import folder_of
from tenants.releases.check import faults_in
from tenants.releases.services import parts_of


def onboard_party(iso2: str) -> Iterator[tuple[str, bool]]:
    """Check the profile of ``iso2`` and run every step that is not done; yield steps as ``(name, was needed)``.

    Raises UnknownParty without a profile and ProfileFaulty naming every fault; needs the owner's login.
    """
    folder = folder_of(iso2)
    parts = parts_of(folder)
    if faults := faults_in(parts):
        lines = "\n".join("  {file} {key}: {reason}".format(**fault) for fault in faults)
        raise ProfileFaulty(message="the profile has faults:\n%(lines)s", data={"lines": lines, "faults": faults})
    with as_owner(PUBLIC):
        party, _ = Party.objects.get_or_create(
            iso2=iso2.upper(),
            practice=False,
            defaults={"schema_name": schema_of(iso2), "names": parts["profile"]["names"]},
        )
    yield from onboard(party)
    if party.status == Party.Status.ONBOARDING:
        with as_owner(PUBLIC):
            Party.objects.filter(pk=party.pk).update(status=Party.Status.OPEN)


def has_host(party: Party) -> bool:
    """Tell whether ``party`` answers at a host name."""
    with as_owner(PUBLIC):
        return bool(HostName.objects.filter(tenant=party).exists())


def give_host(party: Party) -> None:
    """Give ``party`` its sub-domain of the front door's host name."""
    with as_owner(PUBLIC):
        HostName.objects.get_or_create(domain=party.host(), defaults={"tenant": party, "is_primary": True})
