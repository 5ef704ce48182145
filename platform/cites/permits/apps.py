"""Django's registration of permits, and what they register with the rooms that know no permit."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PermitsConfig(AppConfig):
    name = "cites.permits"
    label = "permits"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load the verbs and listen to the other rooms."""
        from billing.payers import PayerRule, payer_rules
        from cites.accounts.erasure import UnderWay, under_way
        from cites.accounts.roles import Role
        from cites.permits.agents import acts_for, pays_as_agent
        from cites.permits.case_facts import FACTS
        from cites.permits.colleagues import pays_for, speaks_for
        from cites.permits.documents.doctor import DOCUMENTS
        from cites.permits.documents.trying import PRINTABLE
        from cites.permits.guards import GUARDS
        from cites.permits.invented.cases import STEP
        from cites.permits.measure_part import MEASURED_COUNTRIES, MEASURED_TAXA, MEASURES
        from cites.permits.papers import PAPERS
        from cites.permits.queries.applications import references_under_way
        from cites.permits.queries.permits import count_overdue_permits
        from cites.permits.quota_part import QUOTAS, TAXA
        from cites.permits.receivers import connect
        from cites.permits.release_check import CONVENTION
        from cites.permits.safeguards import CONVENTION as SAFEGUARD
        from cites.permits.safeguards_of_uses import USES
        from cites.permits.signing import doctor, onboarding
        from cites.permits.signing.jobs import KINDS
        from cites.permits.signing.listing import EVERY_SECONDS, renew_all_lists
        from cites.permits.staffing import DOCTOR, PUBLICATION
        from cites.permits.trail import SUBJECTS, VERBS
        from tenants.audit.subjects import register_subjects
        from tenants.audit.verbs import register_verbs
        from tenants.doctor.checks import doctor_checks
        from tenants.facts.watches import Watch, watches
        from tenants.jobs.chores import Chore, chores
        from tenants.jobs.kinds import job_kinds
        from tenants.onboarding import onboarding_steps
        from tenants.releases.parts import publication_checks, release_checks, release_parts
        from workflows.facts import case_facts
        from workflows.guards import guards
        from workflows.papers import papers
        from workflows.people import OfficeRole, Spokesman, office_roles, spokesmen
        from workflows.safeguards import safeguards
        from workflows.trail import verbs_of_steps
        from workflows.verbs import load_actions

        for role in Role:
            if role.value not in office_roles:
                office_roles.register(OfficeRole(role.value, role.label))
        if "applications" not in under_way:
            under_way.register(UnderWay("applications", references_under_way))
        if "colleague" not in spokesmen:
            spokesmen.register(Spokesman("colleague", speaks_for))
            payer_rules.register(PayerRule("colleague", pays_for))
            spokesmen.register(Spokesman("agent", acts_for))
            payer_rules.register(PayerRule("agent", pays_as_agent))
        for fact in FACTS:
            case_facts.register(fact)
        for guard in GUARDS:
            guards.register(guard)
        safeguards.register(SAFEGUARD)
        safeguards.register(USES)
        load_actions("cites.permits.actions")
        for paper in PAPERS:
            papers.register(paper)
        register_subjects(SUBJECTS)
        register_verbs(VERBS)
        register_verbs(verbs_of_steps())
        release_checks.register(CONVENTION)
        release_parts.register(QUOTAS)
        release_parts.register(MEASURES)
        release_checks.register(TAXA)
        release_checks.register(MEASURED_TAXA)
        release_checks.register(MEASURED_COUNTRIES)
        publication_checks.register(PUBLICATION)
        publication_checks.register(PRINTABLE)
        watches.register(Watch("unpublished", _("Permits that wait for their document"), count_overdue_permits))
        for kind in KINDS:
            job_kinds.register(kind)
        chores.register(Chore("lists of revoked certificates", EVERY_SECONDS, renew_all_lists))
        onboarding_steps.register(onboarding.STEP)
        onboarding_steps.register(onboarding.CERTIFICATE)
        onboarding_steps.register(STEP)
        doctor_checks.register(doctor.CHECK)
        doctor_checks.register(DOCTOR)
        doctor_checks.register(DOCUMENTS)
        connect()
