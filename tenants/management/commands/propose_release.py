"""``manage.py propose_release BB [PATH] --by EMAIL --note … [--from DATE]``: an operator proposes from files."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kernel.errors import DomainError
from tenants.context import party_context
from tenants.errors import ProfileFaulty
from tenants.life.operators import operator
from tenants.management.parties import find_party
from tenants.profiles.files import folder_of
from tenants.releases.describing import chapters, lines_of
from tenants.releases.from_files import propose_files
from tenants.releases.queries import release
from tenants.releases.services import parts_of


class Command(BaseCommand):
    """Lays the files before the Party; somebody of the Party puts them in force."""

    help = "Propose a release from the profile on disk; a person of the Party decides on it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("iso2", type=str.upper, help="code of the Party, e.g. BB")
        parser.add_argument("path", nargs="?", type=Path, help="the folder of a profile; else the shipped one")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="the operator who proposes")
        parser.add_argument("--note", required=True, help="what changes, and why; the Party reads it")
        parser.add_argument(
            "--from", dest="day", type=date.fromisoformat, metavar="YYYY-MM-DD", help="from that day on"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._propose(options)
        except ProfileFaulty as error:
            for fault in error.data["faults"]:
                self.stderr.write(f"{fault['file']} {fault['key']}: {fault['reason']}")
            raise CommandError(str(error)) from error
        except DomainError as error:
            raise CommandError(str(error)) from error

    def _propose(self, options: dict[str, Any]) -> None:
        party, by = find_party(options["iso2"]), operator(options["by"])
        parts = parts_of(options["path"] or folder_of(options["iso2"]))
        with party_context(party):
            made = propose_files(parts=parts, email=by.email, note=options["note"], in_force_from=options["day"])
            for line in lines_of(chapters(release(made.base_number).parts, made.parts)):
                self.stdout.write(line)
        self.stdout.write(f"{party.iso2}: proposed; an administrator or signatory of the Party puts it in force")
