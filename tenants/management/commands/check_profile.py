"""``manage.py check_profile [PATH …]``: every fault of a profile at once."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.profiles.files import folder_of, shipped
from tenants.releases.folder_check import faults_of_folder


class Command(BaseCommand):
    """Names file, key and reason of each fault; exits 1 when there is one. Needs no database."""

    help = "Check the profile in each folder, or every one that is shipped."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="*", type=Path, help="the folder of a profile, anywhere")

    def handle(self, *args: Any, **options: Any) -> None:
        folders = options["path"] or [folder_of(iso2) for iso2 in shipped()]
        count = sum(self._check(folder) for folder in folders)
        if count:
            raise CommandError(f"{count} {'fault' if count == 1 else 'faults'} found")

    def _check(self, folder: Path) -> int:
        faults = faults_of_folder(folder)
        self.stdout.write(f"{folder}: {'no fault' if not faults else f'{len(faults)} to mend'}")
        for fault in faults:
            key = f" {fault['key']}" if fault["key"] else ""
            self.stdout.write(f"  {fault['file']}{key}: {fault['reason']}")
        return len(faults)
