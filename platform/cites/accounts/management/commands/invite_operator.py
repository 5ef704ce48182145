"""``manage.py invite_operator EMAIL NAME``: let a hosting operator in; the first one has nobody to invite them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cites.accounts.invitations import invite_person
from cites.accounts.models import Role
from kernel.errors import DomainError
from tenants.context import as_public


class Command(BaseCommand):
    """They get a mail with a link to the shared front door; run again, the earlier link is withdrawn."""

    help = "Invite a hosting operator to the shared front door."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with as_public():
                invite_person(email=options["email"], full_name=options["name"], roles=[Role.OPERATOR], actor=None)
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{options['email']}: invited")
