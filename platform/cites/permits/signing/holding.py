"""Holding a Party's keys, certificates and lists against others while they change."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from tenants.context import as_owner
from tenants.models import Party

_ONE_AT_A_TIME = 0x4B455953


@contextmanager
def holding_keys(party: Party) -> Iterator[None]:
    """Hold the keys and certificates of ``party`` against others, in one transaction, as the owner."""
    with as_owner(party.schema_name), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_ONE_AT_A_TIME, party.schema_name])
        yield
