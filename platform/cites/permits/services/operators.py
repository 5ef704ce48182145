"""Writing the register of operators: register one, approve species, suspend, restore, end. Nothing is taken out."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.db import IntegrityError, connection, transaction

from cites.accounts.models import User
from cites.permits.errors import NumberTaken, OperatorChange
from cites.permits.models import OperatorEvent, OperatorEventKind, OperatorSpecies, RegisteredOperator
from cites.permits.queries.operators import OperatorState, operator, operators, state_on
from cites.species.models import Taxon
from kernel.text import gettext_noop
from tenants.audit.services import record
from tenants.context import today

_ONE_AT_A_TIME: Final = 0x4F504552  # our own number among the locks of the database
_BEFORE: Final = {
    OperatorEventKind.SUSPENDED: (OperatorState.IN_FORCE, OperatorState.PENDING),
    OperatorEventKind.RESTORED: (OperatorState.SUSPENDED,),
    OperatorEventKind.ENDED: (OperatorState.IN_FORCE, OperatorState.PENDING, OperatorState.SUSPENDED),
}


@transaction.atomic
def register_operator(*, official: User, said: Mapping[str, Any], taxa: Iterable[Taxon]) -> RegisteredOperator:
    """Register an organisation or a person; ``said`` are the columns, ``taxa`` what is approved beforehand.

    Raises NumberTaken where another holder has the number, or the same one for some of these days.
    """
    _one_at_a_time()
    _refuse_taken(said)
    try:
        with transaction.atomic():
            made = RegisteredOperator.objects.create(**said, official=official)
    except IntegrityError:
        raise NumberTaken(said["number"]) from None
    told = {"number": made.number, "from": made.valid_from.isoformat(), "until": made.valid_until.isoformat()}
    record("operator.registered", subject=made.subject, actor=official, data=told)
    _approve(made, taxa, official)
    return made


@transaction.atomic
def approve_species(*, pk: int, taxa: Iterable[Taxon], official: User) -> None:
    """Approve further species beforehand, from now on. Raises UnknownOperator, and OperatorChange once it is over."""
    _one_at_a_time()
    found = operator(pk)
    if state_on(found) is OperatorState.OVER:
        raise OperatorChange(message=gettext_noop("This registration is over."))
    known = {each.taxon_code for each in found.species.all()}
    _approve(found, [each for each in taxa if each.code not in known], official)


@transaction.atomic
def change_operator(*, pk: int, kind: OperatorEventKind, reason: str, official: User) -> OperatorEvent:
    """Suspend a registration, let it be in force again, or end it, from today on.

    Raises UnknownOperator, and OperatorChange where it does not stand so that this can be.
    """
    _one_at_a_time()
    found = operator(pk)
    if state_on(found) not in _BEFORE[kind]:
        raise OperatorChange(message=gettext_noop("This registration stands otherwise now. Look at it anew."))
    event = OperatorEvent.objects.create(operator=found, kind=kind, from_day=today(), reason=reason, official=official)
    record(f"operator.{kind}", subject=found.subject, actor=official, data={"number": found.number})
    return event


def _approve(found: RegisteredOperator, taxa: Iterable[Taxon], official: User) -> None:
    for taxon in {each.code: each for each in taxa}.values():
        OperatorSpecies.objects.create(
            operator=found, taxon_code=taxon.code, scientific_name=taxon.scientific_name, official=official
        )
        told = {"number": found.number, "taxon": taxon.code}
        record("operator.species_approved", subject=found.subject, actor=official, data=told)


def _refuse_taken(said: Mapping[str, Any]) -> None:
    for each in operators().filter(number__iexact=said["number"]):
        theirs = each.organisation == said["organisation"] and each.person == said["person"]
        if not theirs or (said["valid_from"] <= each.last_day and each.valid_from <= said["valid_until"]):
            raise NumberTaken(said["number"])


def _one_at_a_time() -> None:
    """Wait for whoever else writes the register of this Party, so that no number is given twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(current_schema()))", [_ONE_AT_A_TIME])
