"""``manage.py rotate_signing_key BB --by EMAIL --reason …``: a new key signs from now on."""

from typing import Any

from django.core.management.base import CommandParser

from cites.permits.signing.services import rotate_key
from tenants.management.parties import PartyCommand
from tenants.models import Party


class Command(PartyCommand):
    """What the key before signed stays good, and the key stays published."""

    help = "Make a new signing key for a Party and retire the one before."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--reason", required=True, help="for the audit trails")

    def work(self, party: Party, by: Any, options: dict[str, Any]) -> str:
        return f"signs with {rotate_key(party=party, by=by, reason=options['reason'])} from now on"
