"""Django's registration of the pages; the app owns no table."""

from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    """Puts the settings into the menu, offers a page for each section, and listens to what becomes of proposals."""

    name = "cites.administration"
    label = "administration"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cites.administration import navigation, receivers
        from cites.administration.views.processes.pages import register_page
        from cites.administration.views.sections import register_pages

        navigation.register()
        register_pages()
        register_page()
        receivers.connect()
