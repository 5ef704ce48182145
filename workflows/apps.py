"""Workflows: register the part of a release, and the generic verbs."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkflowsConfig(AppConfig):
    """Cases and their workflows; tables stand in each Party's schema."""

    name = "workflows"
    verbose_name = _("Workflows")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the releases of our part, and load the generic verbs."""
        from tenants.audit.subjects import register_subjects
        from tenants.audit.verbs import register_verbs
        from tenants.releases.parts import release_parts
        from workflows.part import WORKFLOW
        from workflows.trail import SUBJECTS, VERBS, verbs_of_steps
        from workflows.verbs import load_actions

        release_parts.register(WORKFLOW)
        load_actions("workflows.actions")
        register_subjects(SUBJECTS)
        register_verbs(VERBS | verbs_of_steps())
