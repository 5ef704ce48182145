"""``manage.py reopen BB --by EMAIL``: open a suspended Party again, or keep one that was to be removed."""

from typing import Any

from tenants.life.suspension import reopen_party
from tenants.management.parties import PartyCommand
from tenants.models import Party


class Command(PartyCommand):
    """Effective in every process from the next request on."""

    help = "Open a suspended Party again; one that is being removed stays."

    def work(self, party: Party, by: Any, options: dict[str, Any]) -> str:
        return str(reopen_party(party=party, by=by).get_status_display())
