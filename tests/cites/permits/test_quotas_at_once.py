"""Two hundred approvals of one quota at the same moment: as many go through as it has room for, and no more.

Each has a connection of its own, of the three hundred that the test server allows: a run with three workers needs some
thirty beside them.
"""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from decimal import Decimal
from threading import Thread
from typing import Any

import pytest
from django.db import connection

from cites.permits.models import Application, Permit, PermitLine, QuotaEntry, RuleOverride
from cites.permits.queries.quotas import balances_of_taxon
from cites.permits.services.quotas import _ONE_AT_A_TIME as QUOTAS
from infra.launcher.process import wait_until
from tenants.context import party_context, today
from tenants.models import Party
from tests.factories.permits import CONCH, Cast, an_application, cast, copies_of, do, pay, to_decision
from tests.factories.quotas import CONCH_MEAT, with_quotas
from workflows.errors import ActionRefused

pytestmark = [pytest.mark.usefixtures("own_database"), pytest.mark.slow]
APPROVALS, ROOM = 200, 73
ISSUED = 8
EACH = CONCH["quantity"]
WAITING = (
    "SELECT count(*) FROM pg_locks WHERE classid = %s AND NOT granted "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
PATIENCE = 120
"""Seconds until all of them wait, on a machine that others use as well."""


def at_once(party: Party, cases: list[Application], verb: str, actor: Any) -> Counter[str]:
    """As many people as there are cases, each on a connection of their own, take the step; how it went."""

    def work(case: Application) -> str:
        try:
            with party_context(party):
                return _try(case, verb, actor)
        finally:
            connection.close_everything()  # type: ignore[attr-defined]

    with ThreadPoolExecutor(len(cases)) as pool:
        return Counter(pool.map(work, cases))


@contextmanager
def held_back(raw: Any, party: Party, how_many: int) -> Iterator[list[int]]:
    """The quota of the conch is held until so many within the block wait for it; then they follow one another.

    Yields a list into which is written how many waited.
    """
    waited: list[int] = []
    own = [QUOTAS, f"{party.schema_name}:ALI-GIG"]
    with raw.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", own)
    release = Thread(target=_release, args=(raw, own, how_many, waited))
    release.start()
    try:
        yield waited
    finally:
        release.join()


def _release(raw: Any, own: list[Any], how_many: int, waited: list[int]) -> None:
    with raw.cursor() as cursor:

        def waiting() -> int:
            cursor.execute(WAITING, own[:1])
            return int(cursor.fetchone()[0])

        wait_until(lambda: waiting() == how_many, PATIENCE)
        waited.append(waiting())
        cursor.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", own)


def _try(case: Application, verb: str, actor: Any) -> str:
    try:
        do(case, verb, actor)
    except ActionRefused as refusal:
        return ", ".join(reason.code for reason in refusal.reasons)
    return "done"


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
