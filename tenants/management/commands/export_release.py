"""``manage.py export_release BB FOLDER``: a release as the files of a profile."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kernel.errors import DomainError
from tenants.context import party_context
from tenants.management.parties import find_party
from tenants.releases.exporting import write_files
from tenants.releases.queries import release, release_in_force


class Command(BaseCommand):
    """Writes files that state only what differs from base and region, and that read back as the release."""

    help = "Write a release of a Party into a folder, as the files of a profile."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("iso2", type=str.upper, help="code of the Party, e.g. BB")
        parser.add_argument("folder", type=Path, help="where to; the files of a profile there are replaced")
        parser.add_argument("--number", type=int, help="another release than the one in force")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with party_context(find_party(options["iso2"])):
                kept = release(options["number"]) if options["number"] else release_in_force()
            heading = f"Release {kept.number} of {kept.profile.names.in_language('en')}."
            for path in write_files(kept.parts, options["folder"], heading):
                self.stdout.write(f"{path} written")
        except (DomainError, OSError) as error:
            raise CommandError(str(error)) from error
