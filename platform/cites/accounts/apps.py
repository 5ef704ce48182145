"""Django's registration of people; their tables lie in every schema."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "cites.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cites.accounts import receivers  # noqa: F401
