"""Colleagues: who belongs to the organisation of an application acts for its applicant, and pays for it."""

from billing.models import Invoice
from cites.accounts.organisations import is_member
from cites.permits.models import Application
from workflows.models import Case
from workflows.people import Actor


def speaks_for(actor: Actor, case: Case) -> bool:
    """Tell whether ``actor`` belongs now to the organisation for which ``case`` was applied for."""
    return _is_colleague(actor.pk, case.reference)


def pays_for(person: Actor, invoice: Invoice) -> bool:
    """Tell whether ``person`` belongs now to the organisation whose application was invoiced."""
    return _is_colleague(person.pk, invoice.reference)


def _is_colleague(person_pk: int, reference: str) -> bool:
    organisation = Application.objects.filter(case__reference=reference).values_list("organisation", flat=True).first()
    return organisation is not None and is_member(person_pk, organisation)
