"""Agents: who holds a mandate of an application's applicant or organisation acts for them, and pays for them."""

from typing import Any, Final

from django.db.models import Q

from billing.models import Invoice
from cites.accounts.mandates import mandates_held, mandates_in_force
from cites.accounts.models import Mandate, Role, User
from cites.permits.models import Application
from tenants.context import today
from workflows.models import Case, CaseStep

SENT_BY: Final = "submit"


def acts_for(actor: Any, case: Case) -> bool:
    """Tell whether ``actor`` holds a mandate in force today that covers what ``case`` is about."""
    return _has_mandate(actor, case.reference)


def pays_as_agent(person: Any, invoice: Invoice) -> bool:
    """Tell whether ``person`` holds a mandate in force today for the application that was invoiced."""
    return _has_mandate(person, invoice.reference)


def find_mandate(agent: User, application: Application, *, ended: bool = False) -> Mandate | None:
    """Return a mandate of the agent that covers the application: one in force today or, for ``ended``, any other."""
    there = mandates_held(agent) if ended else mandates_in_force(agent, today())
    concerned = there.filter(_gives(application))
    return next((mandate for mandate in concerned if mandate.covers(application.document_type)), None)


def agents_who_sent(case: Case) -> list[User]:
    """Return the agents who sent the case in for its applicant, whether or not their mandate is still in force."""
    sent = CaseStep.objects.filter(case=case, verb=SENT_BY).exclude(actor=case.opened_by_id).values("actor")
    return [sender for sender in User.objects.filter(pk__in=sent).order_by("pk") if sender.has_role(Role.AGENT)]


def agents_to_tell(case: Case) -> list[User]:
    """Return the agents who sent the case in and may act for its applicant today: they hear what that one hears."""
    return [agent for agent in agents_who_sent(case) if acts_for(agent, case)]


def applied_for_by_mandate(agent: User) -> Q:
    """Return which applications the agent sees by the mandates that are in force today; none where there is none."""
    wanted = Q(pk__in=[])
    for mandate in mandates_in_force(agent, today()) if agent.has_role(Role.AGENT) else ():
        whose = Q(organisation=mandate.organisation_id)
        if mandate.person_id:
            whose = Q(applicant=mandate.person_id, organisation=None)
        wanted |= whose & Q(document_type__in=mandate.document_types) if mandate.document_types else whose
    return wanted


def _gives(application: Application) -> Q:
    """Whose mandate counts: the organisation's where it applies, else the applicant's."""
    if application.organisation_id:
        return Q(organisation=application.organisation_id)
    return Q(person=application.applicant_id)


def _has_mandate(actor: Any, reference: str) -> bool:
    if not (isinstance(actor, User) and actor.has_role(Role.AGENT)):
        return False
    application = Application.objects.filter(case__reference=reference).first()
    return application is not None and find_mandate(actor, application) is not None
