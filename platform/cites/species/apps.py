"""The app of the reference data, whose tables lie in the public schema alone."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SpeciesConfig(AppConfig):
    """Species and codes."""

    name = "cites.species"
    label = "species"
    verbose_name = _("Species and codes")
    read_by_parties = True

    def ready(self) -> None:
        from celery.signals import task_prerun
        from django.core.signals import request_started

        from cites.species.imports.jobs import KINDS
        from cites.species.memory import ask_edition_anew
        from cites.species.onboarding import STEP
        from cites.species.trail import SUBJECTS, VERBS
        from tenants.audit.subjects import register_subjects
        from tenants.audit.verbs import register_verbs
        from tenants.jobs.kinds import job_kinds
        from tenants.onboarding import onboarding_steps

        for begins in (request_started, task_prerun):
            begins.connect(ask_edition_anew, dispatch_uid="edition of species data")
        register_subjects(SUBJECTS)
        register_verbs(VERBS)
        onboarding_steps.register(STEP)
        for kind in KINDS:
            job_kinds.register(kind)
