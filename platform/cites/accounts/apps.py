"""Django's registration of people; their tables lie in every schema."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "cites.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cites.accounts import onboarding as steps
        from cites.accounts import receivers  # noqa: F401
        from cites.accounts.trail import SUBJECTS, VERBS
        from tenants.audit.subjects import register_subjects
        from tenants.audit.verbs import register_verbs
        from tenants.jobs.kinds import job_kinds
        from tenants.onboarding import OnboardingStep, onboarding_steps

        register_subjects(SUBJECTS)
        register_verbs(VERBS)
        job_kinds.register(steps.INVITE)
        after = ("schema", "host name", "first release")
        first = (steps.has_first_invitation, steps.send_first_invitation, steps.who_is_invited)
        onboarding_steps.register(OnboardingStep("first invitation", after, *first, practice=False))
        cast = (steps.has_invented_people, steps.make_invented_people, steps.who_is_invented)
        onboarding_steps.register(OnboardingStep("invented people", after, *cast, practice=True))
