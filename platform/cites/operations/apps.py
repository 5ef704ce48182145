"""Django's registration of the operators' console; the app owns no table."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "cites.operations"
    label = "operations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cites.operations import navigation

        navigation.register()
