"""Start, find and stop the embedded servers of a folder; one launcher at a time does so."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from infra.launcher.addresses import Addresses, accepts, addresses
from infra.launcher.errors import LauncherError
from infra.launcher.identity import choose_identity
from infra.launcher.keys import load_or_make_keys
from infra.launcher.layout import Layout, layout, make_private
from infra.launcher.postgres import postgres_socket, start_postgres, stop_postgres
from infra.launcher.process import ProcessRecord
from infra.launcher.quick_space import clear_quick_space
from infra.launcher.redis_server import redis_socket, start_redis, stop_redis
from infra.launcher.state import State, read_state, write_state


def ensure_running(var: Path, *, durable: bool = True, keep: bool = False) -> Addresses:
    """Start what is not running yet of PostgreSQL and Redis, and return where they are.

    `durable=False` is for tests: faster, and a crash of the machine may lose data. With `keep` the calling
    process promises to stop them, and takes over servers whose keeper died. Raises LauncherError.
    """
    places = layout(var)
    with _alone(places):
        before = _living(places)
        database = before.database or _start_database(places, durable=durable)
        try:
            redis = before.redis or start_redis(places, durable=durable)
        except LauncherError:
            if before.database is None:
                stop_postgres(database)
            raise
        keeper = _keeper(before, keep=keep)
        write_state(places.state, State(places.sockets(), database, redis, keeper))
        return replace(addresses(var), started=before.database is None or before.redis is None)


def stop_servers(var: Path) -> bool:
    """Stop the servers of this folder cleanly; False when none was running."""
    places = layout(var)
    if not places.state.exists():
        return False
    with _alone(places):
        found = _living(places)
        if found.redis:
            stop_redis(found.redis)
        if found.database:
            stop_postgres(found.database)
        clear_quick_space(places)
        places.state.unlink(missing_ok=True)
        _clear_short_folder(places)
        return bool(found.redis or found.database)


def servers_alive(var: Path) -> bool:
    """True while both processes live; cheap enough to ask several times a second."""
    state = read_state(layout(var).state)
    return state is not None and state.database.alive() and state.redis.alive()


def keeps_servers(var: Path) -> bool:
    """True when this very process has to stop the servers."""
    state = read_state(layout(var).state)
    return state is not None and state.keeper is not None and state.keeper.pid == os.getpid()


def _clear_short_folder(places: Layout) -> None:
    """Remove the sockets' folder when its path in `var/` was too long."""
    sockets = places.sockets()
    if sockets.parent != places.var and not places.elsewhere.exists():
        shutil.rmtree(sockets, ignore_errors=True)


@dataclass(frozen=True)
class _Found:
    database: ProcessRecord | None
    redis: ProcessRecord | None
    keeper: ProcessRecord | None


def _living(places: Layout) -> _Found:
    """Of the servers noted in the state, those that live and take connections."""
    state = read_state(places.state)
    if state is None:
        return _Found(None, None, None)
    return _Found(
        database=_if_alive(state.database, postgres_socket(state.sockets)),
        redis=_if_alive(state.redis, redis_socket(state.sockets)),
        keeper=state.keeper,
    )


def _if_alive(record: ProcessRecord, socket: Path) -> ProcessRecord | None:
    """The record of a living server; one that lives and cannot be reached is ended first."""
    if not record.alive():
        return None
    if accepts(socket):
        return record
    stop_postgres(record)
    return None


def _start_database(places: Layout, *, durable: bool) -> ProcessRecord:
    secrets = load_or_make_keys(places.keys)
    return start_postgres(places, choose_identity(places), secrets, durable=durable)


def _keeper(before: _Found, *, keep: bool) -> ProcessRecord | None:
    """Whoever keeps the servers goes on; we do when asked and nobody does, or the keeper died."""
    running = before.database is not None and before.redis is not None
    if running and before.keeper is None:
        return None
    if before.keeper is not None and before.keeper.alive():
        return before.keeper
    return ProcessRecord.of(os.getpid()) if keep else None


@contextmanager
def _alone(places: Layout) -> Iterator[None]:
    """Hold the folder's lock, so that two launchers never start two servers on one data folder."""
    _check_owner(places)
    for folder in (places.var, places.logs):
        make_private(folder)
    if not places.elsewhere.exists():
        make_private(places.sockets())
    with places.lock.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _check_owner(places: Layout) -> None:
    for path in (places.var, places.database):
        if path.exists() and path.stat().st_uid != os.geteuid():
            raise LauncherError(f"{path} belongs to another user. Run as that user, or set VAR_DIR.")
