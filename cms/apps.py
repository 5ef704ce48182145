"""The Secretariat's pages, in the shared schema only."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    """Pages of the shared front door."""

    name = "cms"
    label = "cms"
    verbose_name = _("Front door")
    default_auto_field = "django.db.models.BigAutoField"
