"""Django's registration of the product as a whole."""

from django.apps import AppConfig


class CitesConfig(AppConfig):
    """Makes the Celery application known to every process that sends tasks."""

    name = "cites"
    label = "cites"

    def ready(self) -> None:
        import cites.celery_app  # noqa: F401 - being imported is its effect
