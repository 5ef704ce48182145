"""The product's own processes on servers of the tests: what `make run` starts, in a folder that is thrown away."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from infra.development import ROOT
from infra.launcher.process import wait_until
from infra.run import product
from infra.run.children import Child
from infra.run.prepare import files_digest, files_stamp
from infra.testing import TEST_FOLDER

COLLECTED = TEST_FOLDER / "collected"
START_TIME = 90.0


class Stack:
    """A web server and a worker; `var` holds their mails, files and logs."""

    def __init__(self, var: Path, variables: Mapping[str, str], owner_url: str) -> None:
        self.var = var
        self.port = free_port()
        self.environment = {
            **os.environ,
            **variables,
            "ENVIRONMENT": "development",
            "VAR_DIR": str(var),
            "PORT": str(self.port),
            "BASE_HOST": "localhost",
            "LOG_LEVEL": "INFO",
            "SIGNING_CONFIRMED_MINUTES": "480",  # people sign in once for many journeys
        }
        self.owner_url = owner_url
        self.children: list[Child] = []

    def manage(self, *command: str) -> str:
        """Run a command of manage.py with the owner's login; return what it said."""
        variables = {**self.environment, "DATABASE_URL": self.owner_url}
        call = [sys.executable, "manage.py", *command]
        done = subprocess.run(call, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, *, beat: bool = False, jobs: bool = False) -> None:
        """Start, and wait until pages can be served."""
        self._offer_files()
        self._start(product.web(self.environment, self.var, self.port))
        self._start(product.worker(self.environment, self.var))
        if beat:
            self._start(product.beat(self.environment, self.var))
        if jobs:
            self.start_jobs()
        assert wait_until(self.is_ready, START_TIME), self.log("web")

    def start_jobs(self) -> None:
        """Start the operator worker, which alone has the owner's login."""
        self._start(product.jobs({**self.environment, "DATABASE_URL": self.owner_url}, self.var))

    def child(self, name: str) -> Child:
        """The process of that name."""
        return next(child for child in self.children if child.name == name)

    def kill(self, *names: str) -> None:
        """End these processes and all that they started in one moment, as a power cut does."""
        for child in [self.child(name) for name in names]:
            assert child.process is not None
            os.killpg(child.process.pid, signal.SIGKILL)
            child.process.wait()
            self.children.remove(child)

    def stop(self) -> None:
        """End what was started, the last first."""
        while self.children:
            self.children.pop().stop()

    def is_ready(self) -> bool:
        """True when /readyz says so."""
        return product.ready(self.port, "localhost")

    def log(self, name: str, lines: int = 60) -> str:
        """The end of a process's log."""
        path = self.var / "log" / f"{name}.log"
        return "\n".join(path.read_text(errors="replace").splitlines()[-lines:]) if path.exists() else ""

    def _start(self, child: Child) -> None:
        child.start()
        self.children.append(child)

    def _offer_files(self) -> None:
        """Style sheets and scripts as `make run` serves them, collected once for all runs."""
        COLLECTED.mkdir(parents=True, exist_ok=True)
        with (COLLECTED / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            digest = files_digest()
            if not files_stamp(COLLECTED).matches(digest):
                self._collect()
                files_stamp(COLLECTED).set(digest)
        static = self.var / "static"
        if not static.is_symlink():
            static.symlink_to(COLLECTED / "static")

    def _collect(self) -> None:
        (COLLECTED / "log").mkdir(exist_ok=True)
        variables = {**self.environment, "VAR_DIR": str(COLLECTED)}
        command = [sys.executable, "-m", "infra.run.prepare", "files"]
        subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, check=True)


@contextmanager
def running(stack: Stack, *, beat: bool = False) -> Iterator[Stack]:
    """The stack for the length of a ``with``."""
    try:
        stack.start(beat=beat)
        yield stack
    finally:
        stack.stop()


def free_port() -> int:
    """A port of the loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number
