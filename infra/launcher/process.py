"""Processes that outlive the one that started them: spawned apart, recognised again, ended."""

import os
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

DEFAULT_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE)


@dataclass(frozen=True)
class ProcessRecord:
    """One process, told from a later one of the same number by the moment it started."""

    pid: int
    started: int

    @classmethod
    def of(cls, pid: int) -> "ProcessRecord | None":
        """The record of a living process, or None."""
        started = _start_time(pid)
        return None if started is None else cls(pid, started)

    def alive(self) -> bool:
        reap(self.pid)
        return _start_time(self.pid) == self.started

    def end(self, first: signal.Signals, *, patience: float, last: signal.Signals = signal.SIGKILL) -> None:
        """Signal the process and wait for its end; after `patience` seconds signal it harder."""
        for sign, seconds in ((first, patience), (last, 10.0)):
            if self.alive():
                os.kill(self.pid, sign)
            if wait_until(lambda: not self.alive(), seconds):
                return


def spawn_apart(arguments: Sequence[str], environment: Mapping[str, str], log: Path) -> int:
    """Start a program in a session of its own, its output appended to `log`; return its number."""
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, str(log), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    ]
    return os.posix_spawnp(
        arguments[0],
        list(arguments),
        dict(environment),
        file_actions=actions,
        setsid=True,
        setsigmask=(),
        setsigdef=DEFAULT_SIGNALS,
    )


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Ask every few milliseconds until the condition holds; False when the time is over."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def working_in(folder: Path) -> list[int]:
    """The processes whose working folder this is: every process of a database, orphans included."""
    return [pid for pid in _process_numbers() if _working_folder(pid) == folder]


def reap(pid: int) -> None:
    """Clear away a child that has ended; nothing when it lives or is nobody's child of ours."""
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return


def _process_numbers() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _working_folder(pid: int) -> Path | None:
    try:
        return Path(f"/proc/{pid}/cwd").readlink()
    except OSError:
        return None


def _start_time(pid: int) -> int | None:
    """Clock ticks from the machine's start to the process's, or None when it is gone or a zombie."""
    try:
        state, *fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if state in "ZX" else int(fields[18])
