"""`manage.py make_messages`: bring every catalogue to the texts of today."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from localization.catalogues import catalogue_path, merge
from localization.languages import language, languages
from localization.sources import texts_of_today


class Command(BaseCommand):
    help = "Collect the translatable texts and merge them into every catalogue, and begin those that are named."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("begin", nargs="*", metavar="LANGUAGE", help="a language that has no catalogue yet")

    def handle(self, *args: object, begin: list[str], **options: Any) -> None:
        template = texts_of_today()
        wanted = {language(code).code for code in begin}
        for each in languages():
            if each.code in wanted or catalogue_path(each).exists():
                self.stdout.write(f"{each.local_name}: {merge(each, template)}")
        self.stdout.write(f"{len(template)} texts")
