"""Two hundred approvals of one quota at the same moment: as many go through as it has room for, and no more."""

from decimal import Decimal
from typing import Any

import pytest

from cites.permits.models import Application, Permit, PermitLine, QuotaEntry, RuleOverride
from cites.permits.queries.quotas import balances_of_taxon
from tenants.context import party_context, today
from tenants.models import Party
from tests.factories.at_once import at_once, held_back
from tests.factories.permits import CONCH, Cast, an_application, cast, copies_of, do, pay, to_decision
from tests.factories.quotas import CONCH_MEAT, with_quotas

pytestmark = [pytest.mark.usefixtures("own_database"), pytest.mark.slow]
APPROVALS, ROOM = 200, 73
ISSUED = 8
EACH = CONCH["quantity"]


def office(quota: Decimal, how_many: int) -> tuple[Cast, list[Application]]:
    who = cast()
    # A second quota beside it, so that each approval holds two.
    group = {"taxon": "ALI-GIG", "unit": "TON", "quantity": "9999"}
    with_quotas(conch={**CONCH_MEAT, "quantity": str(quota)}, group=group)
    first = to_decision(an_application(who.trader, (CONCH,)), who)
    return who, [first, *copies_of(first, how_many - 1)]


def test_two_hundred_approvals_that_wait_for_one_another_never_overdraw_a_quota(owner_connection: Any) -> None:
    party = Party.objects.get(iso2="BB")
    with party_context(party):
        who, cases = office(EACH * ROOM + 1, APPROVALS)
    with held_back(owner_connection, party, APPROVALS) as waited:
        went = at_once(party, cases, "approve", who.decider)
    assert waited == [APPROVALS]
    assert went == {"done": ROOM, "reason_missing, B-QUOTA": APPROVALS - ROOM}
    with party_context(party):
        narrow, broad = balances_of_taxon("ALI-GIG")
        assert (narrow.reserved, narrow.left) == (EACH * ROOM, 1)
        assert broad.reserved == EACH * ROOM / 1000
        assert QuotaEntry.objects.count() == ROOM
        assert not RuleOverride.objects.exists()


def test_permits_issued_at_once_never_print_the_same_total() -> None:
    party = Party.objects.get(iso2="BB")
    with party_context(party):
        who, cases = office(EACH * ISSUED, ISSUED)
        for case in cases:
            do(case, "approve", who.decider)
            pay(case, who)
    assert at_once(party, cases, "issue", who.signatory) == {"done": ISSUED}
    with party_context(party):
        said = PermitLine.objects.order_by("quota_used").values_list("quota_used", "quota_total")
        assert list(said) == [(EACH * number, EACH * ISSUED) for number in range(1, ISSUED + 1)]
        assert Permit.objects.filter(issued_on=today()).count() == ISSUED
        assert balances_of_taxon("ALI-GIG")[0].left == 0
