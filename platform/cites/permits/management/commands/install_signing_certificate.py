"""``manage.py install_signing_certificate BB chain.pem --by EMAIL --reason …``: a national chain behind the key."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from cites.permits.signing.certifying import install_certificate
from tenants.management.parties import PartyCommand
from tenants.models import Party


class Command(PartyCommand):
    """What was signed before keeps the certificate that it was signed with."""

    help = "Let certificates of a national authority stand behind the signing key in use."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("chain", type=Path, help="PEM file: the key's certificate first, then each that signed it")
        parser.add_argument("--reason", required=True, help="for the audit trail")

    def work(self, party: Party, by: Any, options: dict[str, Any]) -> str:
        try:
            pem = options["chain"].read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{options['chain']}: {error}") from error
        made = install_certificate(party=party, pem=pem, by=by, reason=options["reason"])
        return f"{made.key} signs with this certificate until {made.valid_until:%Y-%m-%d}"
