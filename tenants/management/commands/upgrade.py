"""``manage.py upgrade``: every schema to the newest migrations, planned once and applied to many."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kernel.errors import DomainError
from tenants.upgrades.running import Outcome, upgrade_all


class Command(BaseCommand):
    """A Party that fails is named and put into maintenance while the others go on; run again, it resumes."""

    help = "Bring the shared schema, the template and every Party to the newest migrations."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--processes", type=int, default=2, help="Parties upgraded at the same time")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            outcomes = upgrade_all(report=self._line, processes=options["processes"])
        except DomainError as error:
            raise CommandError(str(error)) from error
        failed = [outcome.schema for outcome in outcomes if outcome.error]
        if failed:
            raise CommandError(f"not upgraded, and in maintenance: {', '.join(failed)}")
        self.stdout.write("Everything is upgraded.")

    def _line(self, outcome: Outcome) -> None:
        if outcome.error:
            self.stderr.write(f"{outcome.schema}: {outcome.error}")
        else:
            self.stdout.write(f"{outcome.schema}: {outcome.migrations} migrations")
