"""``manage.py compare_profile BB [PATH]``: the profile on disk against the release in force, in words."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kernel.errors import DomainError
from tenants.context import party_context
from tenants.management.parties import find_party
from tenants.profiles.files import folder_of
from tenants.releases.describing import Chapter, chapters, lines_of
from tenants.releases.queries import release, release_in_force
from tenants.releases.services import parts_of


class Command(BaseCommand):
    """Says what would change if the files were put in force; exits 1 when they differ, 0 when they do not."""

    help = "Compare the profile on disk with the release of a Party; exit 1 when they differ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("iso2", type=str.upper, help="code of the Party, e.g. BB")
        parser.add_argument("path", nargs="?", type=Path, help="the folder of a profile; else the shipped one")
        parser.add_argument("--number", type=int, help="another release than the one in force")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = self._compare(options["iso2"], options["path"], options["number"])
        except DomainError as error:
            raise CommandError(str(error)) from error
        count = sum(len(each.statements) for each in found)
        if count:
            raise CommandError(f"{count} {'difference' if count == 1 else 'differences'}")

    def _compare(self, iso2: str, path: Path | None, number: int | None) -> list[Chapter]:
        with party_context(find_party(iso2)):
            kept = release(number) if number else release_in_force()
        folder = path or folder_of(iso2)
        found = chapters(kept.parts, parts_of(folder))
        self.stdout.write(f"{iso2}: from release {kept.number} to the files in {folder}")
        for line in lines_of(found) if found else ["no difference"]:
            self.stdout.write(line)
        return found
