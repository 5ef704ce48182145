"""Django's registration of ``tenants``."""

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    """Keys the cache of content types by schema as soon as the apps are loaded."""

    name = "tenants"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tenants.contenttypes import key_cache_by_schema

        key_cache_by_schema()
        self._register_words_of_trail()
        self._register_steps()
        self._register_checks()
        self._register_jobs()
        self._register_watches()

    @staticmethod
    def _register_words_of_trail() -> None:
        from tenants.audit.subjects import register_subjects
        from tenants.audit.verbs import register_verbs
        from tenants.life.trail import SUBJECTS, VERBS

        register_subjects(SUBJECTS)
        register_verbs(VERBS)

    @staticmethod
    def _register_steps() -> None:
        from tenants import services
        from tenants.onboarding import OnboardingStep, onboarding_steps
        from tenants.schemas import party_schema

        for step in (
            OnboardingStep(
                "schema", (), party_schema.has_schema, party_schema.make_schema, lambda party: party.schema_name
            ),
            OnboardingStep(
                "database login",
                ("schema",),
                party_schema.has_login,
                party_schema.make_login,
                party_schema.says_login,
            ),
            OnboardingStep(
                "host name", ("schema",), services.has_host, services.give_own_host, lambda party: party.own_host()
            ),
        ):
            onboarding_steps.register(step)

    @staticmethod
    def _register_checks() -> None:
        from django.core.checks import register

        from tenants.attachments import scanning
        from tenants.doctor import rights, standing, structure
        from tenants.doctor.checks import doctor_checks

        for check in (rights.CHECK, structure.CHECK, standing.ONBOARDING, standing.RELEASES, scanning.CHECK):
            doctor_checks.register(check)
        register(scanning.doubts_about_deployment, deploy=True)

    @staticmethod
    def _register_jobs() -> None:
        from tenants.facts.gathering import GATHER_SECONDS, gather_facts
        from tenants.jobs.chores import Chore, chores
        from tenants.jobs.kinds import job_kinds
        from tenants.jobs.work import KINDS

        chores.register(Chore("facts of Parties", GATHER_SECONDS, gather_facts))
        for kind in KINDS:
            job_kinds.register(kind)

    @staticmethod
    def _register_watches() -> None:
        from tenants.facts.watches import WATCHES, watches

        for watch in WATCHES:
            watches.register(watch)
