"""Operators of the simplified procedure: all that are registered, those of an applicant, and what the rules ask."""

from datetime import date
from enum import StrEnum

from django.db.models import Q, QuerySet

from cites.accounts.models import Organisation, User
from cites.permits.errors import UnknownOperator
from cites.permits.models import Application, RegisteredOperator
from cites.permits.rules.facts import DocumentType
from cites.permits.rules.operators import REGISTRATION
from cites.permits.rules.registered import OperatorEntry, OperatorFacts
from cites.species import queries as species
from tenants.context import today


class OperatorState(StrEnum):
    """Where a registration stands on a day."""

    PENDING = "pending"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    OVER = "over"


def operators() -> QuerySet[RegisteredOperator]:
    """Return every registration with what its pages name."""
    return RegisteredOperator.objects.select_related("organisation", "person", "official").prefetch_related(
        "events", "species"
    )


def operator(pk: int) -> RegisteredOperator:
    """Return one; raise UnknownOperator."""
    found = operators().filter(pk=pk).first()
    if found is None:
        raise UnknownOperator(str(pk))
    return found


def state_on(of: RegisteredOperator, day: date | None = None) -> OperatorState:
    """Return where a registration stands on ``day`` (the Party's today)."""
    day = day or today()
    if day > of.last_day:
        return OperatorState.OVER
    if day < of.valid_from:
        return OperatorState.PENDING
    return OperatorState.SUSPENDED if any(each.holds_on(day) for each in of.stops) else OperatorState.IN_FORCE


def registrations_of(applicant: User, organisation: int | None) -> list[RegisteredOperator]:
    """Return the registrations of an applicant or of the organisation for which they apply, the latest first."""
    theirs = Q(person=applicant) | (Q(organisation=organisation) if organisation else Q(pk__in=[]))
    return list(operators().filter(theirs).order_by("-valid_from", "-pk"))


def registrations_for(of: Application) -> list[RegisteredOperator]:
    """Return the registrations under which an application may be made."""
    organisation = of.organisation or of.applicant.organisation
    return registrations_of(of.applicant, organisation.pk if organisation else None)


def holders_named(text: str) -> list[Organisation | User]:
    """Return the organisations of that name and the traders of that e-mail address who may be registered."""
    people = [each for each in User.objects.filter(email__iexact=text) if each.is_applicant]
    return [*Organisation.objects.filter(name__iexact=text), *people]


def operator_facts(of: Application) -> OperatorFacts | None:
    """Return what the rules ask of the applicant's registration; None where the procedure asks for none."""
    number = " ".join(str(of.answers.get(REGISTRATION) or "").split())
    if of.document_type != DocumentType.SIMPLIFIED or not number:
        return None
    entries = [each for each in registrations_for(of) if each.number.casefold() == number.casefold()]
    return OperatorFacts(number, bool(entries) or RegisteredOperator.objects.exists(), tuple(map(entry_of, entries)))


def entry_of(registered: RegisteredOperator) -> OperatorEntry:
    """Return a registration as the rules read it."""
    return OperatorEntry(
        first_day=registered.valid_from,
        last_day=registered.last_day,
        taxa=frozenset(_lineage_name(each.taxon_code, each.scientific_name) for each in registered.species.all()),
        terms=frozenset(registered.terms.split()),
        sources=frozenset(registered.sources.split()),
        stops=registered.stops,
    )


def _lineage_name(code: str, name: str) -> tuple[str, str]:
    taxon = species.find_taxon(code)
    return (taxon.rank.upper(), taxon.scientific_name) if taxon else ("", name)
