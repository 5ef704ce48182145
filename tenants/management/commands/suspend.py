"""``manage.py suspend BB --by EMAIL --reason …``: close a Party's service, or leave it for reading only."""

from typing import Any

from django.core.management.base import CommandParser

from tenants.life.suspension import suspend_party
from tenants.management.parties import PartyCommand
from tenants.models import Party


class Command(PartyCommand):
    """Effective in every process from the next request on; what was issued can still be verified."""

    help = "Close a Party's service, or leave it for reading only."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--reason", required=True, help="for the shared audit trail")
        parser.add_argument("--read-only", action="store_true", help="people may sign in and read")

    def work(self, party: Party, by: Any, options: dict[str, Any]) -> str:
        held = suspend_party(party=party, by=by, reason=options["reason"], read_only=options["read_only"])
        return str(held.get_status_display())
