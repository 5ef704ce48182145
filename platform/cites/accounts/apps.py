"""Django's registration of people; their tables lie in every schema."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "cites.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cites.accounts import receivers  # noqa: F401
        from cites.accounts.onboarding import INVITE, has_first_invitation, send_first_invitation, who_is_invited
        from cites.accounts.trail import VERBS
        from tenants.audit.verbs import register_verbs
        from tenants.jobs.kinds import job_kinds
        from tenants.onboarding import OnboardingStep, onboarding_steps

        register_verbs(VERBS)
        job_kinds.register(INVITE)
        after = ("schema", "host name", "first release")
        onboarding_steps.register(
            OnboardingStep("first invitation", after, has_first_invitation, send_first_invitation, who_is_invited)
        )
