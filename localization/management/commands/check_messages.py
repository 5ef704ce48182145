"""`manage.py check_messages`: how complete each language is, and which translations would break a page."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from localization.catalogues import Health, check_catalogue
from localization.languages import SOURCE_LANGUAGE, languages
from localization.sources import texts_of_today


class Command(BaseCommand):
    help = (
        "Report the completeness of each language; fail on placeholders that differ, and on no-break spaces left out."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--missing", action="store_true", help="list the texts not translated yet")

    def handle(self, *args: object, **options: object) -> None:
        template = texts_of_today()
        healths = [check_catalogue(each, template) for each in languages() if each.code != SOURCE_LANGUAGE]
        for health in healths:
            self._report(health, list_missing=bool(options["missing"]))
        if any(health.broken for health in healths):
            raise CommandError("Some translations name other facts than the original.")
        if any(health.cramped for health in healths):
            raise CommandError("Some translations lack the no-break spaces of their language.")

    def _report(self, health: Health, *, list_missing: bool) -> None:
        done = health.total - len(health.missing)
        self.stdout.write(f"{health.language}: {health.percent} % ({done} of {health.total})")
        for text in health.broken:
            self.stdout.write(f"  placeholders differ: {text!r}")
        for text in health.cramped:
            self.stdout.write(f"  no-break spaces are missing: {text!r}")
        for text in health.missing if list_missing else []:
            self.stdout.write(f"  missing: {text!r}")
