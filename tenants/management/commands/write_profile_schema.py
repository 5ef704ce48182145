"""``manage.py write_profile_schema``: publish what a profile may say."""

from typing import Any

from django.core.management.base import BaseCommand

from tenants.releases.publishing import published


class Command(BaseCommand):
    """Writes the JSON Schemas for editors and the tables of the reference; a test tells when they are old."""

    help = "Write the JSON Schemas of profiles and the tables in docs/reference/profile.md."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for path, text in published().items():
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
            self.stdout.write(f"{path.name} written")
