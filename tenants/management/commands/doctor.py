"""``manage.py doctor [BB] [--fix] [--whole]``: say what is wrong, and mend what is safe to mend."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.doctor.checks import doctor_checks
from tenants.doctor.running import examine
from tenants.management.parties import find_party


class Command(BaseCommand):
    """Exits with 1 while anything is left; without ``--fix`` it changes nothing."""

    help = "Compare every schema, login and release with what they should be."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("iso2", nargs="?", default="", type=str.upper, help="one Party; without it, everything")
        parser.add_argument("--fix", action="store_true", help="mend what is safe to mend")
        parser.add_argument(
            "--whole", action="store_true", help="look at all that is stored, of which otherwise a sample is looked at"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["iso2"]:
            find_party(options["iso2"])
        left = 0
        whole = self._tell_progress if options["whole"] else None
        for diagnosis in examine(iso2=options["iso2"], fix=options["fix"], whole=whole):
            left += not diagnosis.mended
            finding = diagnosis.finding
            hint = "mended: " if diagnosis.mended else "can be mended with --fix: " if finding.mend else ""
            self.stdout.write(f"{finding.schema}: {diagnosis.check}: {hint}{finding.text}")
        if left:
            raise CommandError(f"{left} things are wrong")
        self.stdout.write(f"All is well: {', '.join(doctor_checks.names())}.")

    def _tell_progress(self, schema: str, done: int, of: int) -> None:
        self.stderr.write(f"{schema}: {done} of {of}")
