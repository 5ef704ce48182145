"""Many approvals under one published quota at the same moment: nobody goes beyond it unawares, and whoever does is named."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Sum

from cites.permits.models import Application, QuotaEntry, RuleOverride
from cites.species.memory import forget
from cites.species.models import PublishedQuota, Taxon
from tenants.audit.models import AuditEntry
from tenants.context import PUBLIC, as_owner, party_context
from tenants.models import Party
from tests.conftest import owner_login
from tests.factories.at_once import at_once, held_back
from tests.factories.permits import CONCH, Cast, an_application, cast, copies_of, to_decision
from tests.thorough import THOROUGH

pytestmark = pytest.mark.slow
APPROVALS, ROOM = (60, 23) if THOROUGH else (20, 7)
EACH = CONCH["quantity"]
WHY = "The Secretariat was told of a higher quota."


@pytest.fixture
def bb(own_database: str) -> Iterator[Party]:
    """Barbados, for which the Secretariat published a quota of conch meat, and which states none of its own."""
    with owner_login(own_database), as_owner(PUBLIC):
        PublishedQuota.objects.create(
            taxon=Taxon.objects.get(code="ALI-GIG"), country="BB", terms="MEA", sources="W", unit="KGM",
            quantity=EACH * ROOM + 1, source="a test",
        )  # fmt: skip
    forget()
    yield Party.objects.get(iso2="BB", practice=False)
    forget()


@pytest.fixture
def who(bb: Party) -> Cast:
    with party_context(bb):
        return cast()


@pytest.fixture
def cases(bb: Party, who: Cast) -> list[Application]:
    with party_context(bb):
        first = to_decision(an_application(who.trader, (CONCH,)), who)
        return [first, *copies_of(first, APPROVALS - 1)]


def reserved() -> Decimal:
    return QuotaEntry.objects.aggregate(sum=Sum("reserved"))["sum"] or Decimal()


def test_without_a_reason_as_many_go_through_as_there_is_room_for(
    bb: Party, who: Cast, cases: list[Application], owner_connection: Any
) -> None:
    with held_back(owner_connection, bb, APPROVALS) as waited:
        went = at_once(bb, cases, "approve", who.decider)
    assert waited == [APPROVALS]
    assert went == {"done": ROOM, "reason_missing, B-QUOTA": APPROVALS - ROOM}
    with party_context(bb):
        assert reserved() == EACH * ROOM
        assert not RuleOverride.objects.exists()


def test_with_a_reason_each_that_goes_beyond_it_is_on_record_with_who_decided_and_why(
    bb: Party, who: Cast, cases: list[Application], owner_connection: Any
) -> None:
    with held_back(owner_connection, bb, APPROVALS):
        went = at_once(bb, cases, "approve", who.decider, {"reason": WHY})
    assert went == {"done": APPROVALS}
    with party_context(bb):
        assert reserved() == EACH * APPROVALS
        overrides = RuleOverride.objects.all()
        assert {(each.rule, each.official, each.reason) for each in overrides} == {("B-QUOTA", who.decider, WHY)}
        assert len({each.application_id for each in overrides}) == len(overrides) == APPROVALS - ROOM
        assert sorted(map(taken, overrides)) == [EACH * number for number in range(ROOM, APPROVALS)]
        told = AuditEntry.objects.filter(verb="application.rules_overridden")
        assert told.count() == APPROVALS - ROOM


def taken(override: RuleOverride) -> Decimal:
    """What had been taken before, as the rule said to whoever decided: no two of them were told the same."""
    said = override.said.partition(" took ")[2].partition(" ")[0]
    return Decimal(said.replace(",", ""))
