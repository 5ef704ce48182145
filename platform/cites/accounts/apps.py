"""Django's registration of people; their table lies in every schema."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "cites.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
