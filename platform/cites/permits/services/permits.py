"""What becomes of a permit after its issue: it is used, lost, or cancelled."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction

from cites.accounts.models import User
from cites.permits.errors import FaultyEndorsement, MoreThanPermitted, NotValidNow
from cites.permits.models import Endorsement, EndorsementLine, EventKind, Permit, PermitEvent, PermitLine
from cites.permits.queries.permits import PermitState, state_of
from cites.permits.queries.retrospective import first_day_of
from cites.permits.rules.quantities import is_part_of_a_specimen
from cites.permits.services.events import write_event
from cites.permits.signals import permit_cancelled, permit_lost, permit_used
from kernel.text import gettext_noop
from tenants.context import current_profile, today


@transaction.atomic
def endorse_permit(
    *,
    permit: Permit,
    quantities: Mapping[int, Decimal],
    exported_on: date,
    port: str,
    official: User,
    transport_document: str = "",
    inspector: str = "",
) -> Endorsement:
    """Record box 14 from the returned copy, which uses the permit up (Article VI.5).

    ``quantities`` gives for every line's position what really left, in the line's own unit; nothing may
    have. Raises NotValidNow, FaultyEndorsement and MoreThanPermitted.
    """
    refuse_unless_usable(permit, exported_on, field="exported_on")
    lines = list(permit.lines.all())
    refuse_faulty_quantities(lines, quantities)
    if not any(quantities.values()):
        message = gettext_noop("Nothing moved: the permit is unused, and is to be cancelled.")
        raise FaultyEndorsement(message=message)
    refuse_unknown_port(port)
    endorsement = Endorsement.objects.create(
        permit=permit,
        exported_on=exported_on,
        port=port,
        transport_document=transport_document,
        inspector=inspector,
        official=official,
    )
    for line in lines:
        EndorsementLine.objects.create(endorsement=endorsement, permit_line=line, quantity=quantities[line.position])
    write_event(permit, EventKind.USED, official, permit_used, data={"port": port, "on": exported_on.isoformat()})
    return endorsement


def refuse_unless_usable(permit: Permit, day: date, *, field: str) -> None:
    """Raise NotValidNow where the permit was not good on ``day``, FaultyEndorsement where it is no day of its life.

    ``field`` is the one in which the day was said.
    """
    if state_of(permit, day) is not PermitState.VALID:
        raise NotValidNow(
            message=gettext_noop("Permit %(number)s was not valid on that day."),
            data={"number": permit.number},
        )
    if not first_day_of(permit) <= day <= today():
        raise FaultyEndorsement(
            message=gettext_noop("The date must lie between the date of issue and today."),
            data={"field": field},
        )


def refuse_unknown_port(port: str) -> None:
    """Raise FaultyEndorsement where a port is none of this country's."""
    if port not in {known.locode for known in current_profile().ports}:
        raise FaultyEndorsement(message=gettext_noop("Choose a port of this country."), data={"field": "port"})


def refuse_faulty_quantities(lines: list[PermitLine], quantities: Mapping[int, Decimal]) -> None:
    """Raise FaultyEndorsement or MoreThanPermitted where not every line has a quantity that it can have."""
    if set(quantities) != {line.position for line in lines}:
        raise FaultyEndorsement(message=gettext_noop("Give the actual quantity of every line; 0 where nothing moved."))
    if not all(quantity.is_finite() and quantity >= 0 for quantity in quantities.values()):
        raise FaultyEndorsement(message=gettext_noop("An actual quantity is 0 or more."))
    for line in lines:
        if is_part_of_a_specimen(quantities[line.position], line.unit):
            raise FaultyEndorsement(
                message=gettext_noop("A number of specimens must be a whole number."),
                data={"line": line.letter, "field": f"quantity_{line.position}"},
            )
        if quantities[line.position] > line.quantity:
            raise MoreThanPermitted(
                message=gettext_noop("Line %(line)s: more than the permit allows."),
                data={"line": line.letter, "field": f"quantity_{line.position}"},
            )


@transaction.atomic
def cancel_permit(*, permit: Permit, reason: str, official: User) -> PermitEvent:
    """Cancel a permit that is not used, replaced or handed back, and keep it; it says so when verified.

    Raises NotValidNow.
    """
    if state_of(permit) not in (PermitState.VALID, PermitState.EXPIRED, PermitState.LOST):
        raise NotValidNow(
            message=gettext_noop("Permit %(number)s cannot be cancelled any more."),
            data={"number": permit.number},
        )
    return write_event(permit, EventKind.CANCELLED, official, permit_cancelled, reason=reason)


@transaction.atomic
def report_lost(*, permit: Permit, lost_on: date, reason: str, official: User) -> PermitEvent:
    """Write down that a permit was reported lost or stolen, and since when; whoever checks it reads so at once.

    Raises NotValidNow where it is not valid, and FaultyEndorsement where the day is none of its life.
    """
    refuse_unless_usable(permit, today(), field="lost_on")
    refuse_unless_usable(permit, lost_on, field="lost_on")
    data = {"on": lost_on.isoformat()}
    return write_event(permit, EventKind.LOST, official, permit_lost, reason=reason, data=data, happened_on=lost_on)
