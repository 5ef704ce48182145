"""The life of one `make run`: prepare, start, watch, stop."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import psycopg2

from infra.development import development_keys, has_own_servers
from infra.launcher import (
    LauncherError,
    ensure_running,
    keeps_servers,
    servers_alive,
    stop_servers,
)
from infra.launcher.layout import make_private
from infra.run import product
from infra.run.children import Child, KeepsFailing
from infra.run.log import Log
from infra.run.prepare import (
    DEMO_PARTIES,
    database_digest,
    files_digest,
    files_stamp,
    note_prepared,
    prepared_digest,
)
from infra.run.progress import say, step

START_TIME = 90.0
"""Seconds that the web server has until it serves its first page."""


class CannotRun(Exception):
    """Something stands in the way; the message says what and what to do."""


class Runner:
    """Everything that one `make run` started, in the order in which it is stopped last to first."""

    def __init__(self, var: Path, port: int, host: str) -> None:
        self.var = var
        self.port = port
        self.host = host
        self.own_servers = has_own_servers(os.environ)
        self.children: list[Child] = []
        self.stopping = False

    def run(self) -> int:
        """Bring everything up and keep it up until a signal comes. Returns the exit code."""
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, self._stop_soon)
        with alone(self.var):
            refuse_taken_port(self.port)
            try:
                self._come_up()
                self._watch()
            except (CannotRun, KeepsFailing, LauncherError) as error:
                say(f"\n{error}")
                return 1
            finally:
                self._go_down()
        return 0

    def _stop_soon(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _come_up(self) -> None:
        say("Archipelago is starting.")
        owner = self._start_servers()
        self._prepare(owner)
        if self.stopping:
            return
        environment = without_login(owner)
        logins = product.demo_logins(environment)
        with step("Starting the web server"):
            self._start(product.web(environment, self.var, self.port))
            self._wait_until_ready()
        self._start(product.worker(environment, self.var))
        self._start(product.beat(environment, self.var))
        self._start(product.jobs(owner, self.var))
        people, _ = logins.communicate()
        if not self.stopping:
            self._announce(people)

    def _start_servers(self) -> dict[str, str]:
        """Start PostgreSQL and Redis unless the environment names others; return the owner's environment."""
        base = product.base_environment(self.var, self.port)
        if self.own_servers:
            return {**development_keys(self.var), **base}
        with step("Starting PostgreSQL and Redis"):
            found = ensure_running(self.var, keep=True)
        return {**found.environment(as_owner=True), **base}

    def _prepare(self, owner: dict[str, str]) -> None:
        """Run the slow steps whose sources have changed since they last ran."""
        files, database = files_digest(), database_digest()
        stamp = files_stamp(self.var)
        groups = [] if stamp.matches(files) else ["files"]
        if self._prepared(owner) != database:
            groups.append("database")
        if not groups or self.stopping:
            return
        self._run_prepare(groups, owner)
        if self.stopping:
            return
        stamp.set(files_digest())
        note_prepared(owner["DATABASE_URL"], database)

    def _prepared(self, owner: dict[str, str]) -> str:
        try:
            return prepared_digest(owner["DATABASE_URL"])
        except psycopg2.OperationalError as error:
            raise CannotRun(f"The database does not let the owner in: {error}") from error

    def _run_prepare(self, groups: list[str], owner: dict[str, str]) -> None:
        command = [sys.executable, "-m", "infra.run.prepare", *groups]
        log = Log(self.var / "log" / "prepare.log")
        log.open_anew()
        with log.appending() as output:
            process = subprocess.Popen(command, env=owner, stderr=output, start_new_session=True)
        while process.poll() is None:
            time.sleep(0.1)
            if self.stopping:
                process.terminate()
                process.wait()
                return
        if process.returncode:
            raise CannotRun(f"The preparation failed. The end of {log.path}:\n{log.end()}")

    def _start(self, child: Child) -> None:
        if not self.stopping:
            child.start()
            self.children.append(child)

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_TIME
        while not self.stopping and not product.ready(self.port, self.host):
            for child in self.children:
                child.keep_up()
            if time.monotonic() > deadline:
                raise CannotRun(f"The web server does not get ready; see {self.var / 'log' / 'web.log'}.")
            time.sleep(0.1)

    def _announce(self, people: str) -> None:
        front_door = f"http://{self.host}:{self.port}"
        say(f"\nArchipelago is ready at {front_door}\n\n{people.rstrip()}\n")
        for iso2 in DEMO_PARTIES:
            say(f"  http://{iso2.lower()}.{self.host}:{self.port}")
        say(f"  {front_door}/dev/ has everybody's password and current code, and every mail.")
        say(f"\nErrors are shown here, the rest is in {self.var / 'log'}. Ctrl-C stops everything.")

    def _watch(self) -> None:
        while not self.stopping:
            time.sleep(0.25)
            self._keep_servers_up()
            for child in self.children:
                event = child.keep_up()
                for line in [*child.log.new_errors(), *([event] if event else [])]:
                    say(f"{child.name:>6} | {line}")

    def _keep_servers_up(self) -> None:
        if self.own_servers or servers_alive(self.var):
            return
        if ensure_running(self.var, keep=True).started:
            say("servers | PostgreSQL or Redis had ended and runs again.")

    def _go_down(self) -> None:
        """Stop what this run started: first who serves, then who is asked."""
        say("\nStopping.")
        by_name = {child.name: child for child in self.children}
        for name in ("web", "beat", "worker", "jobs"):
            if name in by_name:
                by_name[name].stop()
        if not self.own_servers and keeps_servers(self.var):
            stop_servers(self.var)
        say("Archipelago has stopped.")


def without_login(environment: dict[str, str]) -> dict[str, str]:
    """The environment of a process that may use the front's and the Parties' logins only."""
    scheme, _, rest = environment["DATABASE_URL"].partition("://")
    place, slash, name = rest.partition("/")
    host = place.rpartition("@")[2]
    return {**environment, "DATABASE_URL": f"{scheme}://{host}{slash}{name}"}


def refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((product.LISTEN, port))
        except OSError as error:
            raise CannotRun(
                f"Port {port} cannot be used ({error.strerror}). Choose another: PORT={port + 1} make run"
            ) from error


@contextmanager
def alone(var: Path) -> Iterator[None]:
    """Refuse a second run on the same folder. Raises CannotRun."""
    make_private(var)
    with (var / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            raise CannotRun(f"Archipelago is running from this folder already ({lock.read()}).") from error
        lock.truncate(0)
        lock.write(f"process {os.getpid()}")
        lock.flush()
        yield
