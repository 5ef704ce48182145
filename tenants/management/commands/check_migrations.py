"""``manage.py check_migrations``: refuse migrations that break the version still running; part of ``make check``."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tenants.upgrades.safety import dangers


class Command(BaseCommand):
    """Asks no database; a migration that says ``safe_because = "…"`` is believed."""

    help = "Refuse migrations that break the version still running or hold a table for long."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        found = dangers()
        for danger in found:
            self.stderr.write(f"{danger.migration}: {danger.operation}: {danger.reason}")
        if found:
            raise CommandError('change them, or say in the migration why it is safe: safe_because = "…"')
        self.stdout.write("Every migration can be done while the version before it runs.")
