"""Many people who take a step at the same moment, each on a connection of their own.

Of the four hundred that the test server allows, the product that journeys use was seen to keep twenty-two in each of
three workers until the run ends, and sixty others may be at it beside two hundred.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Thread
from typing import Any

from django.db import connection

from cites.permits.models import Application
from cites.permits.services.quotas import _ONE_AT_A_TIME as QUOTAS
from infra.launcher.process import wait_until
from tenants.context import party_context
from tenants.models import Party
from tests.factories.permits import do
from workflows.errors import ActionRefused

WAITING = (
    "SELECT count(*) FROM pg_locks WHERE classid = %s AND NOT granted "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
PATIENCE = 120
"""Seconds until all of them wait, on a machine that others use as well."""


def at_once(party: Party, cases: Sequence[Application], verb: str, actor: Any, data: Any = None) -> Counter[str]:
    """As many people as there are cases take the step; how it went."""

    def work(case: Application) -> str:
        try:
            with party_context(party):
                return _try(case, verb, actor, data)
        finally:
            connection.close_everything()  # type: ignore[attr-defined]

    with ThreadPoolExecutor(len(cases)) as pool:
        return Counter(pool.map(work, cases))


@contextmanager
def held_back(raw: Any, party: Party, how_many: int, taxon: str = "ALI-GIG") -> Iterator[list[int]]:
    """A taxon's quotas are held until so many within the block wait for them; then they follow one another.

    Yields a list into which is written how many waited.
    """
    waited: list[int] = []
    own = [QUOTAS, f"{party.schema_name}:{taxon}"]
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


def _try(case: Application, verb: str, actor: Any, data: Any) -> str:
    try:
        do(case, verb, actor, data)
    except ActionRefused as refusal:
        return ", ".join(reason.code for reason in refusal.reasons)
    return "done"
