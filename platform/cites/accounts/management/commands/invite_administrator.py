"""``manage.py invite_administrator GD EMAIL NAME``: invite the first administrator of a Party anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from pydantic import ValidationError

from cites.accounts.onboarding import invite_first_again
from kernel.errors import DomainError
from tenants.parties import party_of
from tenants.services import FirstAdministrator


class Command(BaseCommand):
    """Where the link grew old or the address was wrong; refused once anybody has an account there."""

    help = "Invite the first administrator of a Party anew, while nobody has an account there."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("party", help="code of the Party, e.g. GD or GD-practice")
        parser.add_argument("email")
        parser.add_argument("name")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            named = FirstAdministrator(email=options["email"], full_name=options["name"])
            invite_first_again(party=party_of(options["party"]), administrator=named)
        except ValidationError:
            raise CommandError("that is no e-mail address, or the name is empty") from None
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{options['email']}: invited")
