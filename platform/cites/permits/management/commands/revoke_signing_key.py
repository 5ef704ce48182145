"""``manage.py revoke_signing_key BB BB-2026-1 --by EMAIL --reason …``: nothing it signed is believed offline."""

from typing import Any

from django.core.management.base import CommandParser

from cites.permits.signing.services import revoke_key
from tenants.management.parties import PartyCommand
from tenants.models import Party


class Command(PartyCommand):
    """For a key that others may have; where it was in use, a new one takes its place at once."""

    help = "Revoke a signing key of a Party; it is published as revoked, with the date."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("kid", help="name of the key, e.g. BB-2026-1")
        parser.add_argument("--reason", required=True, help="for the audit trails")

    def work(self, party: Party, by: Any, options: dict[str, Any]) -> str:
        kid = options["kid"].upper()
        return f"{kid} is revoked; signs with {revoke_key(party=party, kid=kid, by=by, reason=options['reason'])}"
