"""Mandates given to agents and withdrawn again, and who may act for whom by them."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from cites.accounts import signals
from cites.accounts.errors import LastDayBeforeFirst, NotAnAgent, NotATrader, NotYourMandate, OwnAgent
from cites.accounts.models import Mandate, Organisation, Role, User
from cites.accounts.organisations import is_member
from kernel import clock
from kernel.text import gettext_noop
from tenants.audit.services import record
from tenants.context import today

_RELATED = ("person", "organisation", "agent", "given_by", "withdrawn_by")


def mandates_held(agent: User) -> QuerySet[Mandate]:
    """Return every mandate that the agent holds or held, the one that ends last first."""
    return Mandate.objects.filter(agent=agent).select_related(*_RELATED).order_by("-last_day", "-pk")


def mandates_in_force(agent: User, day: date) -> QuerySet[Mandate]:
    """Return the mandates by which the agent may act on that day."""
    return mandates_held(agent).filter(withdrawn_at=None, first_day__lte=day, last_day__gte=day)


def mandates_given(person: User) -> QuerySet[Mandate]:
    """Return every mandate given for the person, or for an organisation to which they belong now."""
    houses = person.memberships.filter(left_at=None).values("organisation")
    given = Mandate.objects.filter(Q(person=person) | Q(organisation__in=houses))
    return given.select_related(*_RELATED).order_by("-last_day", "-pk")


def mandates_about(whose: User | Organisation) -> QuerySet[Mandate]:
    """Return every mandate of an organisation or, of a person, those that they gave for themself or hold."""
    own = Q(organisation=whose) if isinstance(whose, Organisation) else Q(person=whose) | Q(agent=whose)
    return Mandate.objects.filter(own).select_related(*_RELATED).order_by("-last_day", "-pk")


@transaction.atomic
def give_mandate(
    *, giver: User, agent: User | None, document_types: Iterable[str], first_day: date, last_day: date
) -> Mandate:
    """Let an agent act for the giver's organisation or, where they belong to none, for the giver.

    ``document_types`` empty means all documents. Raises NotATrader, NotAnAgent (or not verified), OwnAgent and
    LastDayBeforeFirst.
    """
    if not (giver.has_role(Role.TRADER) and giver.is_verified):
        raise NotATrader(message=gettext_noop("Only a verified trader gives a mandate."))
    held_by = _agent(giver, agent)
    if last_day < max(first_day, today()):
        message = gettext_noop("The last day must be neither before the first nor before today.")
        raise LastDayBeforeFirst(message=message)
    organisation = giver.organisation
    mandate = Mandate.objects.create(
        person=None if organisation else giver,
        organisation=organisation,
        agent=held_by,
        document_types=sorted(document_types),
        first_day=first_day,
        last_day=last_day,
        given_by=giver,
    )
    _record("mandate.given", mandate, giver)
    signals.mandate_given.send(Mandate, mandate=mandate)
    return mandate


@transaction.atomic
def withdraw_mandate(*, mandate: Mandate, actor: User) -> None:
    """End a mandate now; the agent may lay it down as well. Ending it twice changes nothing. Raises NotYourMandate."""
    locked = Mandate.objects.select_for_update().get(pk=mandate.pk)
    own = actor.pk in (locked.person_id, locked.agent_id)
    if not (own or (locked.organisation_id and is_member(actor.pk, locked.organisation_id))):
        raise NotYourMandate(message=gettext_noop("This mandate is neither given by you nor to you."))
    if locked.withdrawn_at is not None:
        return
    locked.withdrawn_by, locked.withdrawn_at = actor, clock.now()
    locked.save(update_fields=["withdrawn_by", "withdrawn_at"])
    _record("mandate.withdrawn", locked, actor)
    signals.mandate_withdrawn.send(Mandate, mandate=locked, actor=actor)


@transaction.atomic
def end_mandates(*, person: User, actor: User) -> None:
    """End the mandates that a person gave for themself or holds, because they may not sign in any more."""
    own = Q(person=person) | Q(agent=person)
    for mandate in Mandate.objects.select_for_update().filter(own, withdrawn_at=None):
        mandate.withdrawn_by, mandate.withdrawn_at = actor, clock.now()
        mandate.save(update_fields=["withdrawn_by", "withdrawn_at"])
        _record("mandate.withdrawn", mandate, actor)


def _agent(giver: User, agent: User | None) -> User:
    if agent is not None and agent.pk == giver.pk:
        raise OwnAgent(message=gettext_noop("Nobody needs a mandate for themself."))
    if agent is None or not (agent.is_active and agent.is_verified and agent.has_role(Role.AGENT)):
        message = gettext_noop("No agent who is verified by the Management Authority has this address.")
        raise NotAnAgent(message=message)
    return agent


def _record(verb: str, mandate: Mandate, actor: User) -> None:
    facts = {
        "mandate": mandate.pk,
        "organisation": mandate.organisation_id,
        "of": mandate.person_id,
        "documents": mandate.document_types,
        "first_day": mandate.first_day.isoformat(),
        "last_day": mandate.last_day.isoformat(),
    }
    record(verb, subject=f"person:{mandate.agent_id}", actor=actor, data=facts)
