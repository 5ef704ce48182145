"""Django's registration of permits, and what they register with the rooms that know no permit."""

from django.apps import AppConfig


class PermitsConfig(AppConfig):
    name = "cites.permits"
    label = "permits"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cites.permits import actions, receivers

        actions.register()
        receivers.connect()
