"""``manage.py remove_practice BB --by EMAIL``: remove a Party's practice twin, at once: nothing in it is real."""

from typing import Any

from tenants.life.removal import remove_twin
from tenants.management.parties import PartyCommand
from tenants.models import Party


class Command(PartyCommand):
    """The Party itself is not touched; ``onboard BB --practice`` makes another twin."""

    help = "Remove the practice twin of a Party."

    def work(self, party: Party, by: Any, options: dict[str, Any]) -> str:
        remove_twin(party=party, by=by)
        return "its practice site is removed"
