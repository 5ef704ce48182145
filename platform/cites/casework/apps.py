"""Django's registration of the pages."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "cites.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cites.casework import navigation, receivers, species_page, trail
        from cites.casework.notices import HERALD
        from tenants.audit.subjects import register_subjects
        from tenants.audit.verbs import register_verbs
        from workflows.news import heralds

        heralds.register(HERALD)
        navigation.register()
        species_page.register()
        receivers.connect()
        register_subjects(trail.SUBJECTS)
        register_verbs(trail.VERBS)
