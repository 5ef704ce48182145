"""Tells Django of the languages that only our folders know."""

from django.apps import AppConfig


class LocalizationConfig(AppConfig):
    """Adds our languages to Django's own list when the site starts."""

    name = "localization"
    label = "localization"

    def ready(self) -> None:
        from localization.languages import tell_django

        tell_django()
