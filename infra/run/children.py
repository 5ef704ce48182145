"""The product's own processes: started in sessions of their own, started again when they fail, stopped."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO

from infra.development import ROOT
from infra.run.log import Log

STEADY = 60.0
"""Seconds after which a process counts as well again."""
PATIENCE = 30.0
"""Seconds that a process has for a clean end."""


class KeepsFailing(Exception):
    """A process failed again and again; carries what to tell the person."""


@dataclass
class Child:
    """One process of the product, and how often it failed in a row."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    log: Log
    most_failures: int = 5
    failures: int = 0
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    due: float = field(default=0.0)
    """When to start again, on the monotonic clock."""

    def start(self) -> None:
        with self.log.appending() as output:
            self.process = self._spawn(output)
        self.started = time.monotonic()

    def _spawn(self, output: IO[bytes]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*_ends_with_us(), *self.command],
            cwd=ROOT,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def keep_up(self) -> str | None:
        """Start the process again when it has ended and its pause is over; return what happened, if anything.

        Raises KeepsFailing after `most_failures` in a row.
        """
        if self.running():
            return None
        if self.process is not None:
            return self._mourn(self.process.returncode)
        if time.monotonic() >= self.due:
            self.start()
        return None

    def _mourn(self, code: int) -> str:
        self.failures = 1 if time.monotonic() - self.started > STEADY else self.failures + 1
        self.process = None
        if self.failures > self.most_failures:
            raise KeepsFailing(f"{self.name} keeps failing. The end of {self.log.path}:\n{self.log.end()}")
        pause = 2.0 ** (self.failures - 1)
        self.due = time.monotonic() + pause
        return f"{self.name} ended ({_reason(code)}) and starts again in {pause:.0f} s; see {self.log.path}"

    def stop(self) -> None:
        """End the process and everything it started, cleanly while its patience lasts."""
        if self.process is None:
            return
        if self.running():
            self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(PATIENCE)
        _kill_group(self.process.pid)
        self.process.wait()
        self.process = None


_UNLESS_ORPHANED = '[ "$PPID" = "$1" ] || exit 1; shift; exec "$@"'
"""Closes the gap between the child's start and its `setpriv`, in which we may have been killed already."""


def _ends_with_us() -> tuple[str, ...]:
    """Have the kernel end the child when this process is killed, where that can be had."""
    if not shutil.which("setpriv"):
        return ()
    return ("setpriv", "--pdeathsig", "TERM", "--", "sh", "-c", _UNLESS_ORPHANED, "sh", str(os.getpid()))


def _kill_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def _reason(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"code {code}"
