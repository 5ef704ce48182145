"""Operators of the simplified procedure for tests."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from cites.accounts.models import User
from cites.accounts.roles import Role
from cites.permits.models import OperatorEventKind, Permit, RegisteredOperator, UseDeclaration
from cites.permits.queries.permits import permits_of
from cites.permits.services.operators import change_operator, register_operator
from cites.permits.services.uses import declare_use
from cites.species.queries import find_taxon
from tenants.context import today
from tests.factories.accounts import person
from tests.factories.all_documents import CORAL_LAMP, issued_as
from tests.factories.permits import Cast, cast

ORCHIDS = "CAT-SPP"


def registered(holder: User, official: User, *taxa: str, **said: Any) -> RegisteredOperator:
    """A registration of a person for a year from yesterday, for orchids; ``said`` says otherwise."""
    columns = {
        "number": "BB-SP-3",
        "organisation": None,
        "person": holder,
        "terms": "",
        "sources": "",
        "remark": "",
        "valid_from": today() - timedelta(days=1),
        "valid_until": today() + timedelta(days=364),
        **said,
    }
    found = [taxon for code in taxa or (ORCHIDS,) if (taxon := find_taxon(code))]
    return register_operator(official=official, said=columns, taxa=found)


def changed(operator: RegisteredOperator, official: User, kind: OperatorEventKind) -> None:
    """Let it be suspended, in force again, or ended."""
    change_operator(pk=operator.pk, kind=kind, reason="As told by letter.", official=official)


def access_samples(party: Any, trader: User) -> dict[str, str]:
    """A registration that was suspended and is in force again."""
    officer = person(Role.MA_OFFICER)
    operator = registered(trader, officer, number="BB-SP-77")
    changed(operator, officer, OperatorEventKind.SUSPENDED)
    changed(operator, officer, OperatorEventKind.RESTORED)
    who = replace(cast(), trader=trader)
    first, second = permits_of(a_batch(who).application.case)
    declare(first, trader)
    return {"operator": str(operator.pk), "declared": first.number, "batch": second.number}


def a_batch(who: Cast) -> Permit:
    """The first of two partly completed permits of which the holder completes importer and quantity."""
    answers = {"simplified_number": 2, "simplified_boxes": "3, 11", "simplified_registration": "BB-SP-77"}
    return issued_as("SPC", who, [CORAL_LAMP], purpose="T", **answers)


def declare(permit: Permit, holder: User, quantity: str = "1", **said: Any) -> UseDeclaration:
    """The use of a permit, today, of one specimen of its line."""
    importer = {"consignee_name": "Reef House", "consignee_address": "Miami", "consignee_country": "US"}
    told = {"used_on": today(), "quantities": {1: Decimal(quantity)}, "completed": importer, **said}
    return declare_use(permit=permit, person=holder, **told)
