"""``manage.py practice_code BB``: tell the address of a Party's practice twin and the code that lets trainees in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kernel.errors import DomainError
from tenants.hosts import address_of
from tenants.management.parties import find_party
from tenants.twins import access_code, twin


class Command(BaseCommand):
    """The code changes with each refresh; the Party's administrators read it on their own site."""

    help = "Tell the address and the access code of a Party's practice twin."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("iso2", type=str.upper)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = twin(find_party(options["iso2"]))
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{address_of(found)}  {access_code(found)}  ({found.get_status_display()})")
