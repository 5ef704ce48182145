"""Writing down what the holder of a partly completed permit declares of its use."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from cites.accounts.models import User
from cites.permits.errors import FaultyEndorsement, NotForDeclaring
from cites.permits.models import Permit, UseDeclaration, UsedLine
from cites.permits.queries.uses import may_declare
from cites.permits.services.permits import refuse_faulty_quantities, refuse_unless_usable
from kernel.text import gettext_noop
from tenants.audit.services import record


@transaction.atomic
def declare_use(
    *, permit: Permit, person: User, used_on: date, quantities: Mapping[int, Decimal], completed: Mapping[str, Any]
) -> UseDeclaration:
    """Keep what a holder completed on a permit and sent under it, on a day on which it was good; once, and for good.

    ``quantities`` are those of every line by its place; ``completed`` are the columns of the boxes. Raises
    NotForDeclaring, NotValidNow, FaultyEndorsement and MoreThanPermitted.
    """
    if not may_declare(permit, person):
        raise NotForDeclaring(permit.number)
    refuse_unless_usable(permit, used_on, field="used_on")
    lines = list(permit.lines.all())
    refuse_faulty_quantities(lines, quantities)
    if not any(quantities.values()):
        raise FaultyEndorsement(message=gettext_noop("Nothing was sent: hand the document back unused."))
    try:
        with transaction.atomic():
            made = UseDeclaration.objects.create(permit=permit, used_on=used_on, declared_by=person, **completed)
    except IntegrityError:
        raise NotForDeclaring(permit.number) from None
    UsedLine.objects.bulk_create(
        UsedLine(declaration=made, permit_line=line, quantity=quantities[line.position]) for line in lines
    )
    facts = {"application": permit.application.reference, "on": used_on.isoformat()}
    record("permit.use_declared", subject=permit.subject, actor=person, data=facts)
    return made
