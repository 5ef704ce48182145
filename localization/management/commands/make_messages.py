"""`manage.py make_messages`: bring every catalogue to the texts of today."""

from django.core.management.base import BaseCommand

from localization.catalogues import merge
from localization.languages import SOURCE_LANGUAGE, languages
from localization.sources import texts_of_today


class Command(BaseCommand):
    help = "Collect the translatable texts and merge them into every language's django.po."

    def handle(self, *args: object, **options: object) -> None:
        template = texts_of_today()
        for language in languages():
            if language.code != SOURCE_LANGUAGE:
                self.stdout.write(f"{language.local_name}: {merge(language, template)}")
        self.stdout.write(f"{len(template)} texts")
