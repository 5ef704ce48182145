"""Django's registration of practice; its tables lie in every Party's schema, and are filled in twins only."""

from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "cites.practice"
    label = "practice"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cites.practice import navigation, trail
        from cites.practice.days import load_days
        from tenants.audit.verbs import register_verbs

        navigation.register()
        register_verbs(trail.VERBS)
        load_days()
