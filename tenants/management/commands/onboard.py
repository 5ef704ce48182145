"""``manage.py onboard BB``: bring a country live from its profile."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from pydantic import ValidationError

from kernel.errors import DomainError
from tenants.names import slug_of
from tenants.onboarding import Progress
from tenants.services import FirstAdministrator, onboard_party, onboarding_plan


class Command(BaseCommand):
    """Killed at any point, running it again finishes the work; run again when done, it finds nothing to do."""

    help = "Onboard Parties from their profiles, by ISO 3166 code."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("iso2", nargs="+")
        parser.add_argument(
            "--administrator", metavar="EMAIL", help="who is invited first, if not the profile's address"
        )
        parser.add_argument("--name", help="the first administrator's name")
        parser.add_argument("--practice", action="store_true", help="make the practice twin of a Party that is live")
        parser.add_argument("--dry-run", action="store_true", help="only show what would be made")

    def handle(self, *args: Any, **options: Any) -> None:
        self._administrator = _administrator(options)
        work = self._show if options["dry_run"] else self._onboard
        for iso2 in map(str.upper, options["iso2"]):
            try:
                work(iso2, practice=options["practice"])
            except (DomainError, DatabaseError) as error:
                raise CommandError(f"{iso2}: {str(error).strip()}") from error

    def _onboard(self, iso2: str, *, practice: bool) -> None:
        code, made = slug_of(iso2, practice=practice).upper(), 0
        for step in onboard_party(iso2, practice=practice, administrator=self._administrator):
            made += step.needed
            self.stdout.write(f"{place_of(code, step)}: {'done' if step.needed else 'nothing to do'}")
        self.stdout.write(f"{code}: {'live' if made else 'is live already, nothing to do'}")

    def _show(self, iso2: str, *, practice: bool) -> None:
        code = slug_of(iso2, practice=practice).upper()
        for step in onboarding_plan(iso2, practice=practice, administrator=self._administrator):
            makes = f": {step.makes}" if step.makes else ""
            self.stdout.write(f"{place_of(code, step)}{makes} ({'to be made' if step.needed else 'there'})")


def place_of(code: str, step: Progress) -> str:
    """Return which Party is at which step, e.g. ``BB: 1/6 schema``."""
    return f"{code}: {step.number}/{step.of} {step.name}"


def _administrator(options: dict[str, Any]) -> FirstAdministrator | None:
    email, name = options["administrator"], options["name"]
    if not email and not name:
        return None
    if len(options["iso2"]) > 1 or options["practice"]:
        raise CommandError("one Party at a time, and no practice site, when its first administrator is named")
    try:
        return FirstAdministrator(email=email or "", full_name=name or "")
    except ValidationError:
        raise CommandError("name the first administrator by --administrator EMAIL and --name NAME") from None
