"""The embedded servers for a test run: a data folder of its own, quicker and less durable."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.development import ROOT
from infra.launcher import Addresses, ensure_running, stop_servers

TEST_FOLDER = ROOT / "var" / "test"


@contextmanager
def running_servers(var: Path = TEST_FOLDER) -> Iterator[Addresses]:
    """Servers for the length of a test run; those that ran before it are used and left running."""
    found = ensure_running(var, durable=False)
    try:
        yield found
    finally:
        if found.started:
            stop_servers(var)
