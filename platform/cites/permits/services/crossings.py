"""Movements under a certificate that is good for several: entered one by one, and the certificate stays good."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import partial

from django.db import transaction

from cites.accounts.models import User
from cites.permits.errors import FaultyEndorsement, MoreThanPermitted, NotForSeveralMovements, NotValidNow
from cites.permits.models import Crossing, CrossingLine, CrossingWay, Permit
from cites.permits.queries.crossings import left_by_line
from cites.permits.rules.periods import is_good_for_several, period_of
from cites.permits.services.permits import refuse_faulty_quantities, refuse_unknown_port, refuse_unless_usable
from cites.permits.signals import permit_crossed
from kernel.text import gettext_noop
from tenants.audit.services import record


@transaction.atomic
def record_crossing(
    *,
    permit: Permit,
    way: CrossingWay,
    quantities: Mapping[int, Decimal],
    crossed_on: date,
    port: str,
    official: User,
    inspector: str = "",
) -> Crossing:
    """Write down what crossed the border on a day on which the certificate was good; it may be used again.

    ``quantities`` gives for every line's position what really crossed, in the line's own unit, never more than the
    line's. Raises NotForSeveralMovements, NotValidNow, FaultyEndorsement and MoreThanPermitted. Under a
    certificate for a period everything comes in, within the period, and all entries together stay within its totals.
    """
    if not is_good_for_several(permit.document_type, permit.answers):
        message = gettext_noop("Permit %(number)s is for one consignment (Article VI.5).")
        raise NotForSeveralMovements(message=message, data={"number": permit.number})
    refuse_unless_usable(permit, crossed_on, field="crossed_on")
    lines = list(permit.lines.all())
    refuse_faulty_quantities(lines, quantities)
    if not any(quantities.values()):
        raise FaultyEndorsement(message=gettext_noop("Nothing crossed the border: there is nothing to enter."))
    _refuse_outside_period(permit, way, quantities, crossed_on)
    refuse_unknown_port(port)
    crossing = Crossing.objects.create(
        permit=permit, way=way, crossed_on=crossed_on, port=port, inspector=inspector, official=official
    )
    CrossingLine.objects.bulk_create(
        CrossingLine(crossing=crossing, permit_line=line, quantity=quantities[line.position]) for line in lines
    )
    facts = {"application": permit.application.reference, "way": str(way), "port": port, "on": crossed_on.isoformat()}
    record("permit.crossed", subject=permit.subject, actor=official, data=facts)
    transaction.on_commit(partial(permit_crossed.send, sender=Permit, permit=permit, crossing=crossing), robust=True)
    return crossing


def _refuse_outside_period(permit: Permit, way: CrossingWay, quantities: Mapping[int, Decimal], day: date) -> None:
    """Raise what a landing under a certificate for a period goes against.

    The step holds its case, so that nobody else enters a landing meanwhile.
    """
    period = period_of(permit.document_type, permit.answers)
    if period is None:
        return
    if way is not CrossingWay.IN:
        raise FaultyEndorsement(message=gettext_noop("From the sea specimens only come in."), data={"field": "way"})
    if day not in period:
        raise NotValidNow(
            message=gettext_noop("Permit %(number)s was not valid on that day."), data={"number": permit.number}
        )
    left = left_by_line(permit)
    for line in permit.lines.all():
        if quantities[line.position] > left[line.position]:
            raise MoreThanPermitted(
                message=gettext_noop("Line %(line)s: more than the permit allows."),
                data={"line": line.letter, "field": f"quantity_{line.position}"},
            )
