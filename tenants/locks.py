"""One at a time: locks that the database holds for a process, and lets go when the process dies."""

from collections.abc import Iterator
from contextlib import contextmanager
from zlib import crc32

from django.db import connection

from tenants.context import as_owner
from tenants.names import PUBLIC


@contextmanager
def only_one(key: int, name: str = "", *, wait: bool = True) -> Iterator[bool]:
    """Hold the lock of ``key`` and ``name`` for a ``with``; without ``wait``, yield False where another holds it.

    It is held on a connection of its own, for an error may cost the one that works. Needs the owner's login.
    """
    with as_owner(PUBLIC):
        raw = connection.get_new_connection(connection.get_connection_params())
    try:
        raw.autocommit = True
        with raw.cursor() as cursor:
            question = "SELECT pg_advisory_lock(%s)" if wait else "SELECT pg_try_advisory_lock(%s)"
            cursor.execute(question, [_number(key, name)])
            held = wait or bool(cursor.fetchone()[0])
        yield held
    finally:
        raw.close()


def _number(key: int, name: str) -> int:
    return key if not name else (key << 31) | (crc32(name.encode()) >> 1)
