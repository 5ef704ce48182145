"""Django's registration of ``tenants.releases``; its tables lie in each Party's schema."""

from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    """Registers the parts that belong to Parties themselves, and the step that makes the first release."""

    name = "tenants.releases"
    label = "releases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tenants.audit.subjects import register_subjects
        from tenants.audit.verbs import register_verbs
        from tenants.onboarding import OnboardingStep, onboarding_steps
        from tenants.releases import agreement, own_parts, parts, services, trail

        parts.release_parts.register(own_parts.PROFILE)
        parts.release_parts.register(own_parts.LETTERHEAD)
        parts.release_checks.register(agreement.LANGUAGES)
        parts.release_checks.register(agreement.MARKS)
        register_subjects(trail.SUBJECTS)
        register_verbs(trail.VERBS)
        onboarding_steps.register(
            OnboardingStep(
                "first release",
                ("database login",),
                services.has_release,
                services.make_first_release,
                services.says_first_release,
            )
        )
