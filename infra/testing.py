"""The embedded servers for a test run: a data folder of its own, quicker and less durable."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from infra.development import ROOT
from infra.launcher import Addresses, ensure_running, stop_servers

TEST_FOLDER = ROOT / "var" / "test"


@contextmanager
def running_servers(var: Path = TEST_FOLDER) -> Iterator[Addresses]:
    """Servers for the length of a test run; the last of the runs that share them stops them."""
    var.mkdir(parents=True, exist_ok=True)
    with (var / "runs.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        try:
            yield ensure_running(var, durable=False)
        finally:
            if _is_last(lock):
                stop_servers(var)


def _is_last(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
