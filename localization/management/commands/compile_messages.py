"""`manage.py compile_messages`: write the catalogues that gettext reads."""

from django.core.management.base import BaseCommand

from localization.catalogues import compile_catalogue
from localization.languages import SOURCE_LANGUAGE, language, languages


class Command(BaseCommand):
    help = "Compile every language's django.po, filling gaps from the languages that it falls back to."
    requires_system_checks = ()

    def handle(self, *args: object, **options: object) -> None:
        for each in languages():
            if each.code != SOURCE_LANGUAGE:
                chain = [language(code) for code in each.fallback if code != SOURCE_LANGUAGE]
                compile_catalogue(each, chain)
        self.stdout.write(f"{len(languages())} languages ready")
