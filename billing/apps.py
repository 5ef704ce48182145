"""Billing: register the part of a release, and the ways to pay."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BillingConfig(AppConfig):
    """Fees, invoices and payments; tables stand in each Party's schema."""

    name = "billing"
    verbose_name = _("Billing")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the releases of our part, and load the ways to pay."""
        from importlib import import_module

        from billing.part import AMOUNTS, FEES
        from billing.trail import SUBJECTS, VERBS
        from tenants.audit.subjects import register_subjects
        from tenants.audit.verbs import register_verbs
        from tenants.releases.parts import release_checks, release_parts

        release_parts.register(FEES)
        release_checks.register(AMOUNTS)
        register_subjects(SUBJECTS)
        register_verbs(VERBS)
        for name in ("counter", "demo"):
            import_module(f"billing.providers.{name}")
