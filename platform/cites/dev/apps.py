"""Django's registration of the development page; it has no table."""

from django.apps import AppConfig


class DevConfig(AppConfig):
    name = "cites.dev"
    label = "dev"
