"""``manage.py import_authorities``: take over a register of authorities and signatories, as the owner."""

from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cites.species.imports.authorities import import_authorities
from kernel.errors import DomainError


class Command(BaseCommand):
    """Import the register against which the papers of other States are compared; safe to run again."""

    help = (
        "Import the register of Management and Scientific Authorities and of those who sign, from a CSV with columns "
        "country, kind (MA, SA, signatory), name, source, and where known authority, address, email, from, until. "
        "The file is the whole register: what it does not have is gone. Nothing of a faulty file is taken."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="The file.")
        parser.add_argument("--as-of", type=_day, required=True, help="The day as of which it is true, YYYY-MM-DD.")
        parser.add_argument("--dry-run", action="store_true", help="Read it, and put nothing in force.")

    def handle(self, *args: object, path: Path, as_of: date, dry_run: bool, **options: Any) -> None:
        if not path.is_file():
            raise CommandError(f"There is no file {path}")
        try:
            done = import_authorities(path, as_of=as_of, dry=dry_run)
        except DomainError as error:
            raise CommandError(str(error)) from error
        what = "read, nothing put in force" if dry_run else "in force"
        self.stdout.write(f"{done.entries} entries of {done.countries} countries {what}; {done.before} before.")


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise ArgumentTypeError("write the day as YYYY-MM-DD") from None
