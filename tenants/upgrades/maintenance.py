"""A Party whose tables are not those that the programs expect is closed until an upgrade succeeds."""

from tenants.context import as_owner
from tenants.hosts import forget_hosts_everywhere
from tenants.models import Party
from tenants.names import PUBLIC


def state_maintenance(failed: dict[str, str]) -> None:
    """Put the Parties whose schemas are named into maintenance, each for its reason, and take out the others."""
    changed = 0
    with as_owner(PUBLIC):
        for party in Party.objects.all():
            reason = failed.get(party.schema_name, "")
            if party.maintenance_reason != reason:
                changed += Party.objects.filter(pk=party.pk).update(maintenance_reason=reason)
    if changed:
        forget_hosts_everywhere()
