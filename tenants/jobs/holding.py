"""The hold of one process on one job, on a connection of its own: lock, heartbeat, report and outcome.

The lock goes with the process. What is written here is seen at once, whatever becomes of the work's own transactions.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import psycopg2
from django.db import connection

from tenants.context import as_owner
from tenants.jobs.errors import HoldLost
from tenants.models import Job, JobLine
from tenants.names import PUBLIC

BEAT_SECONDS = 3.0
PATIENCE_SECONDS = 30.0
"""How long an outcome waits for a database that is away."""
_LOCK = 0x4A4F4253
_LOST = (psycopg2.OperationalError, psycopg2.InterfaceError)
_TAKE = """
    UPDATE tenants_job SET state = 'running', attempts = attempts + 1, heard_of_at = clock_timestamp(),
           started_at = coalesce(started_at, clock_timestamp()) WHERE id = %(job)s"""
_LINE = """
    INSERT INTO tenants_jobline (job_id, at, level, party, text, facts)
    VALUES (%(job)s, clock_timestamp(), %(level)s, %(party)s, %(text)s, %(facts)s)"""
_BEAT = "UPDATE tenants_job SET heard_of_at = clock_timestamp() WHERE id = %(job)s"
_PROGRESS = "UPDATE tenants_job SET heard_of_at = clock_timestamp(), step = %(step)s, steps = %(of)s WHERE id = %(job)s"
_FINISH = """
    UPDATE tenants_job SET state = %(state)s, finished_at = clock_timestamp(), error = %(error)s,
           error_facts = %(facts)s WHERE id = %(job)s"""
# A machine that vanished lets go of its lock after a minute, not after the two hours of TCP.
_SETTINGS = """
    SET search_path = public; SET tcp_keepalives_idle = 20; SET tcp_keepalives_interval = 10;
    SET tcp_keepalives_count = 4"""
_GIVE_BACK = "UPDATE tenants_job SET state = 'waiting', attempts = attempts - %(forgiven)s WHERE id = %(job)s"


class Hold:
    """One process at work on ``job``; used by the worker's thread and by that of the heartbeat."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._one_at_a_time = threading.Lock()
        with as_owner(PUBLIC):  # kept, for in the midst of the work another schema may be in use
            self._login: dict[str, Any] = connection.get_connection_params()
        self._raw = self._connected()

    @classmethod
    def on(cls, job: Job) -> Hold | None:
        """Take up ``job``, or return None when the process that had it lives."""
        hold = cls(job)
        if not hold._locked():
            hold.close()
            return None
        hold._run(_TAKE)
        job.attempts += 1
        return hold

    def line(self, level: JobLine.Level, text: str, party: str, facts: Mapping[str, Any]) -> None:
        """Add one line to the report."""
        self._run(_LINE, level=level.value, text=text, party=party, facts=_json(facts))

    def progress(self, step: int, of: int) -> None:
        """Say how far it is."""
        self._run(_PROGRESS, step=step, of=of)

    def finish(self, state: Job.State, error: str = "", facts: Mapping[str, Any] | None = None) -> None:
        """Say how it ended."""
        self._run(_FINISH, patience=PATIENCE_SECONDS, state=state.value, error=error, facts=_json(facts or {}))

    def give_back(self, *, forgiven: bool) -> None:
        """Let another process go on; ``forgiven`` when nothing was wrong with the job or the one who did it."""
        self._run(_GIVE_BACK, patience=PATIENCE_SECONDS, forgiven=int(forgiven))

    def close(self) -> None:
        """Let go of the lock."""
        with suppress(*_LOST):
            self._raw.close()

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Give a sign of life every few seconds for the length of a ``with``."""
        over = threading.Event()
        thread = threading.Thread(target=self._beat, args=[over], name=f"heartbeat of job {self.job.pk}", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _beat(self, over: threading.Event) -> None:
        while not over.wait(BEAT_SECONDS):
            with suppress(HoldLost, *_LOST):  # the next beat tries again
                self._run(_BEAT)

    def _run(self, statement: str, *, patience: float = 0, **values: Any) -> None:
        deadline = time.monotonic() + patience
        with self._one_at_a_time:
            while True:
                try:
                    return self._execute(statement, values)
                except _LOST:
                    if time.monotonic() > deadline and not self._raw.closed:
                        raise
                    self._reconnect(deadline)

    def _execute(self, statement: str, values: Mapping[str, Any]) -> None:
        with self._raw.cursor() as cursor:
            cursor.execute(statement, {"job": self.job.pk, **values})

    def _reconnect(self, deadline: float) -> None:
        self.close()
        while True:
            try:
                self._raw = self._connected()
                break
            except _LOST:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.5)
        if not self._locked():
            raise HoldLost(message="another process has taken up job %(job)s", data={"job": self.job.pk})

    def _locked(self) -> bool:
        with self._raw.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_LOCK, self.job.pk])
            return bool(cursor.fetchone()[0])

    def _connected(self) -> Any:
        raw = psycopg2.connect(**{name: value for name, value in self._login.items() if name != "cursor_factory"})
        raw.autocommit = True
        with raw.cursor() as cursor:
            cursor.execute(_SETTINGS)
        return raw


def _json(facts: Mapping[str, Any]) -> str:
    return json.dumps(dict(facts), default=str)
