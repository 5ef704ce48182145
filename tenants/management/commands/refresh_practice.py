"""``manage.py refresh_practice BB``: make a Party's practice twin anew, as the Party is today."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from kernel.errors import DomainError
from tenants.management.commands.onboard import place_of
from tenants.management.parties import find_party
from tenants.names import slug_of
from tenants.services import refresh_practice
from tenants.twins import access_code, twin


class Command(BaseCommand):
    """Killed at any point, running it again finishes the work. Everybody in the twin is signed out."""

    help = "Throw away what the practice twin of a Party holds, and make it anew from the release now in force."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("iso2", type=str.upper)

    def handle(self, *args: Any, **options: Any) -> None:
        code = slug_of(options["iso2"], practice=True).upper()
        try:
            for step in refresh_practice(options["iso2"]):
                self.stdout.write(f"{place_of(code, step)}: done")
            self.stdout.write(f"{code}: access code {access_code(twin(find_party(options['iso2'])))}")
        except (DomainError, DatabaseError) as error:
            raise CommandError(f"{code}: {str(error).strip()}") from error
