"""``manage.py onboard BB``: bring a country live from its profile."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kernel.errors import DomainError
from tenants.services import onboard_party


class Command(BaseCommand):
    """Killed at any point, running it again finishes the work; run again when done, it finds nothing to do."""

    help = "Onboard Parties from their profiles, by ISO 3166 code."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("iso2", nargs="+")

    def handle(self, *args: Any, **options: Any) -> None:
        for iso2 in options["iso2"]:
            self._onboard(iso2.upper())

    def _onboard(self, iso2: str) -> None:
        try:
            for name, needed in onboard_party(iso2):
                self.stdout.write(f"{iso2}: {name}: {'done' if needed else 'nothing to do'}")
        except DomainError as error:
            raise CommandError(f"{iso2}: {error}") from error
