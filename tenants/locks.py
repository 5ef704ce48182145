"""One at a time: locks that the database holds for a process, and lets go when the process dies."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from zlib import crc32

from django.db import connection
from psycopg2 import Error

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
        _let_go(raw)


def _let_go(raw: Any) -> None:
    """Release what is held and close; closing alone would leave it held until the server takes notice."""
    with suppress(Error), raw.cursor() as cursor:  # a connection that broke holds nothing any more
        cursor.execute("SELECT pg_advisory_unlock_all()")
    raw.close()


def _number(key: int, name: str) -> int:
    return key if not name else (key << 31) | (crc32(name.encode()) >> 1)
