"""A tablespace in memory for the copies of a database that tests make and drop by the hundred.

A copy has some five thousand files. Where as many have just been removed, ext4 looks for a free inode for about a
millisecond each, and the copy takes seconds; in memory it takes a quarter of one.
"""

import shutil
from pathlib import Path
from typing import Final

from psycopg2 import sql
from psycopg2.extensions import cursor

from infra.launcher.identity import Identity
from infra.launcher.layout import Layout

QUICK_SPACE: Final = "quick"
MEMORY: Final = Path("/dev/shm")
ROOM: Final = 2 * 2**30  # bytes; a container often has 64 MB of it, which is none


def provide_quick_space(asking: cursor, places: Layout, identity: Identity, owner: str) -> None:
    """Make the tablespace anew where memory has room, for ``owner``; what was in it before is dropped.

    To be called when the server has just started, before anybody has a copy: what is found is of a run that was
    killed, and its files may be gone with the machine's memory.
    """
    _drop_what_is_left(asking)
    folder = _folder(places)
    clear_quick_space(places)
    if not _has_room():
        return
    folder.mkdir(mode=0o700)
    identity.give(folder)
    space = sql.Identifier(QUICK_SPACE)
    asking.execute(sql.SQL("CREATE TABLESPACE {} LOCATION {}").format(space, sql.Literal(str(folder))))
    asking.execute(sql.SQL("GRANT CREATE ON TABLESPACE {} TO {}").format(space, sql.Identifier(owner)))


def clear_quick_space(places: Layout) -> None:
    """Give the memory back once the server has stopped."""
    shutil.rmtree(_folder(places), ignore_errors=True)


def _drop_what_is_left(asking: cursor) -> None:
    asking.execute(
        "SELECT datname FROM pg_database JOIN pg_tablespace s ON s.oid = dattablespace WHERE spcname = %s",
        [QUICK_SPACE],
    )
    for (name,) in asking.fetchall():
        asking.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))
    asking.execute(sql.SQL("DROP TABLESPACE IF EXISTS {}").format(sql.Identifier(QUICK_SPACE)))


def _folder(places: Layout) -> Path:
    return MEMORY / f"archipelago-{places.digest}"


def _has_room() -> bool:
    try:
        return shutil.disk_usage(MEMORY).free >= ROOM
    except OSError:
        return False
