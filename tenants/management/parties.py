"""What the commands about one Party share: its code, and who does it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kernel.errors import DomainError
from tenants.context import as_public
from tenants.life.operators import operator
from tenants.models import Party


class PartyCommand(BaseCommand):
    """``<ISO2> --by EMAIL``: subclasses write ``work``; what goes wrong is said in a sentence."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("iso2", type=str.upper, help="code of the Party, e.g. BB")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="the operator who does it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            party = find_party(options["iso2"])
            self.stdout.write(f"{party.iso2}: {self.work(party, operator(options['by']), options)}")
        except DomainError as error:
            raise CommandError(str(error)) from error

    def work(self, party: Party, by: Any, options: dict[str, Any]) -> str:
        """Do it, and return what was done."""
        raise NotImplementedError


def find_party(iso2: str) -> Party:
    """Return the Party (no practice twin) of that code; raise CommandError where none is served here."""
    with as_public():
        party: Party | None = Party.objects.filter(iso2=iso2, practice=False).first()
    if party is None:
        raise CommandError(f"{iso2}: no such Party is served here")
    return party
