"""``manage.py onboard BB``: bring a country live from its profile."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from kernel.errors import DomainError
from tenants.onboarding import Progress
from tenants.services import onboard_party, onboarding_plan


class Command(BaseCommand):
    """Killed at any point, running it again finishes the work; run again when done, it finds nothing to do."""

    help = "Onboard Parties from their profiles, by ISO 3166 code."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("iso2", nargs="+")
        parser.add_argument("--dry-run", action="store_true", help="only show what would be made")

    def handle(self, *args: Any, **options: Any) -> None:
        work = self._show if options["dry_run"] else self._onboard
        for iso2 in map(str.upper, options["iso2"]):
            try:
                work(iso2)
            except (DomainError, DatabaseError) as error:
                raise CommandError(f"{iso2}: {str(error).strip()}") from error

    def _onboard(self, iso2: str) -> None:
        made = 0
        for step in onboard_party(iso2):
            made += step.needed
            self.stdout.write(f"{self._place(iso2, step)}: {'done' if step.needed else 'nothing to do'}")
        self.stdout.write(f"{iso2}: {'live' if made else 'is live already, nothing to do'}")

    def _show(self, iso2: str) -> None:
        for step in onboarding_plan(iso2):
            makes = f": {step.makes}" if step.makes else ""
            self.stdout.write(f"{self._place(iso2, step)}{makes} ({'to be made' if step.needed else 'there'})")

    @staticmethod
    def _place(iso2: str, step: Progress) -> str:
        return f"{iso2}: {step.number}/{step.of} {step.name}"
