"""Django's registration of ``tenants``."""

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    """Keys the cache of content types by schema as soon as the apps are loaded."""

    name = "tenants"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tenants.contenttypes import key_cache_by_schema

        key_cache_by_schema()
        self._register_steps()

    @staticmethod
    def _register_steps() -> None:
        from tenants import services
        from tenants.onboarding import OnboardingStep, onboarding_steps
        from tenants.schemas import party_schema

        onboarding_steps.register(
            OnboardingStep("schema", (), party_schema.is_whole, party_schema.make_whole),
        )
        onboarding_steps.register(
            OnboardingStep("host name", ("schema",), services.has_host, services.give_host),
        )
