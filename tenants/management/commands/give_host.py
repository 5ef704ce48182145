"""``manage.py give_host BB office.gov.bb --canonical --by EMAIL``: a Party's own domain name."""

from typing import Any

from django.core.management.base import CommandParser

from tenants.life.names import give_host
from tenants.management.parties import PartyCommand
from tenants.models import Party

_PASSKEYS = "passkeys made at the old name no longer work: people sign in with a code once and make a new one"


class Command(PartyCommand):
    """The name must lead here and have its certificate first; effective in every process at once."""

    help = "Let a Party answer at another host name; the canonical one is where people sign in."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("host", help="e.g. office.gov.bb")
        parser.add_argument("--canonical", action="store_true", help="people sign in there; all other names lead to it")

    def work(self, party: Party, by: Any, options: dict[str, Any]) -> str:
        before = party.host()
        given = give_host(party=party, host=options["host"], by=by, canonical=options["canonical"])
        if options["canonical"] and given.domain != before:
            return f"signs in at {given.domain}; {before} leads there. Note: {_PASSKEYS}"
        return f"answers at {given.domain}"
