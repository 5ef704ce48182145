"""Beginning a guided day: its own cases are made first, so that nobody finds them done by somebody else."""

from typing import Any

from django.db import transaction

from billing.queries import invoices_for
from cites.accounts.models import Role, User
from cites.permits.invented.goods import baskets_of
from cites.permits.invented.playing import InventedCase, play
from cites.permits.models import Application, DocumentType, Permit
from cites.practice.colleagues import add_colleague, add_newcomer
from cites.practice.days.base import GuidedDay, Need, days
from cites.practice.errors import NoSuchDay
from cites.practice.following import day_of, last_entry
from cites.practice.models import FirstDay
from kernel.text import gettext_noop
from tenants.audit.services import record
from tenants.context import current_profile
from workflows.queries import workflow_in_force

_APPLICANTS = ("trader", "reef", "agent", "trader")
_AGE = 20  # days: enough for the longest way through a workflow


def guided_day_for(person: User) -> GuidedDay | None:
    """Return the guided day of the first of the person's roles that has one, or None."""
    return next((day for day in days if person.has_role(day.role, *day.also)), None)


@transaction.atomic
def begin_day(*, person: User, anew: bool = False) -> FirstDay:
    """Begin the guided day of a person's role, with cases of its own; begun already, it goes on unless ``anew``.

    Raises NoSuchDay for somebody whose role has none, and TwinFull.
    """
    User.objects.select_for_update().get(pk=person.pk)
    guided, present = guided_day_for(person), day_of(person)
    if guided is None:
        raise NoSuchDay(message=gettext_noop("There is no guided day for your role."))
    if present is not None and present.role == guided.name and not anew:
        return present
    things = {name: _made(need, number, person) for number, (name, need) in enumerate(guided.needs.items())}
    record("practice.day_begun", subject=f"person:{person.pk}", actor=person, data={"role": guided.name})
    return FirstDay.objects.create(person=person, role=guided.name, after_entry=last_entry(), things=things)


def _made(need: Need, number: int, person: User) -> dict[str, str]:
    if need.kind == "newcomer":
        return {"person": str(add_newcomer().pk)}
    if need.kind == "official":
        return {"person": str(add_colleague(role=Role.CASHIER).pk)}
    if need.verb and not _may(person, need):
        return {}
    profile = current_profile()
    goods = baskets_of(profile.iso2, profile.region)[need.basket]
    word = _APPLICANTS[number % len(_APPLICANTS)]
    case = InventedCase(word, need.stage, goods, need.importer, age=_AGE)
    application = play(case, applicant=person if need.own else None, without=person)
    return _numbers_of(application) if application else {}


def _may(person: User, need: Need) -> bool:
    """Whether the country's process lets somebody with the trainee's roles take the step that the case is for."""
    move = workflow_in_force(DocumentType.EXPORT)[1].find_move(need.verb, need.stage)
    return move is not None and person.has_role(*move.roles)


def _numbers_of(application: Application) -> dict[str, str]:
    """By which numbers the trail and addresses know a case, its permit and its invoice."""
    found: dict[str, Any] = {"case": application.reference}
    if permit := Permit.objects.filter(application=application).order_by("batch_position", "-pk").first():
        found |= {"permit": permit.number, "code": permit.code}
    if accounts := invoices_for(application.reference):
        found["invoice"] = accounts[0].invoice.number
    return found
