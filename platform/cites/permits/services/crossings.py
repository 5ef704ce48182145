"""Movements under a certificate that is good for several: entered one by one, and the certificate stays good."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction

from cites.accounts.models import User
from cites.permits.errors import FaultyEndorsement, NotForSeveralMovements
from cites.permits.models import Crossing, CrossingLine, CrossingWay, Permit
from cites.permits.rules.document_types import for_several_movements
from cites.permits.services.permits import refuse_faulty_quantities, refuse_unknown_port, refuse_unless_usable
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
    line's. Raises NotForSeveralMovements, NotValidNow, FaultyEndorsement and MoreThanPermitted.
    """
    if not for_several_movements(permit.document_type):
        message = gettext_noop("Permit %(number)s is for one consignment (Article VI.5).")
        raise NotForSeveralMovements(message=message, data={"number": permit.number})
    refuse_unless_usable(permit, crossed_on)
    lines = list(permit.lines.all())
    refuse_faulty_quantities(lines, quantities)
    if not any(quantities.values()):
        raise FaultyEndorsement(message=gettext_noop("Nothing crossed the border: there is nothing to enter."))
    refuse_unknown_port(port)
    crossing = Crossing.objects.create(
        permit=permit, way=way, crossed_on=crossed_on, port=port, inspector=inspector, official=official
    )
    CrossingLine.objects.bulk_create(
        CrossingLine(crossing=crossing, permit_line=line, quantity=quantities[line.position]) for line in lines
    )
    facts = {"application": permit.application.reference, "way": str(way), "port": port, "on": crossed_on.isoformat()}
    record("permit.crossed", subject=permit.subject, actor=official, data=facts)
    return crossing
