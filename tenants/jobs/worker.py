"""The operator worker: the only process that serves pages' wishes with the owner's login, one job at a time."""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

import psycopg2
import structlog
from django.db import Error as DatabaseError
from django.db import connection

from tenants.context import as_owner
from tenants.jobs.doing import do_job
from tenants.jobs.services import CHANNEL
from tenants.jobs.taking import take_job
from tenants.models import Job
from tenants.names import PUBLIC

log = structlog.get_logger("jobs")
POLL_SECONDS = 5.0
"""How long it sleeps where the database's call does not reach it, e.g. for a job whose process was killed."""


class Worker:
    """Waits for jobs and does them until it is told to stop; then it ends between two steps of a job."""

    def __init__(
        self, *, idle: Callable[[], None] = lambda: None, after: Callable[[Job], None] = lambda job: None
    ) -> None:
        self.stopping = False
        self._idle, self._after = idle, after
        self._ear: Any = None
        self._bell, self._rope = os.pipe()  # a signal rings it, so that no sleep outlasts one

    def run(self, *, until_idle: bool = False) -> None:
        """Do what is to be done; with ``until_idle`` return when nothing is left, else when told to stop."""
        with self._hearing_signals():
            while not self.stopping:
                try:
                    self._listen()
                    if self._do_next():
                        continue
                    if until_idle:
                        return
                    self._rest()
                except (DatabaseError, psycopg2.Error):
                    log.warning("the database is away", exc_info=True)
                    self._forget_connections()
                    self._sleep(1.0)

    def _do_next(self) -> bool:
        hold = take_job()
        if hold is not None:
            do_job(hold, lambda: self.stopping)
            if not self.stopping:
                self._after(hold.job)
        return hold is not None

    def _rest(self) -> None:
        """Do what is due now and then, and sleep until a job is asked for."""
        self._idle()
        connection.close_everything()  # type: ignore[attr-defined]
        self._sleep(POLL_SECONDS)

    def _listen(self) -> None:
        """Begin to listen, or forget the calls so far: the look for jobs that follows answers them all."""
        if self._ear is None:
            with as_owner(PUBLIC):
                params = connection.get_connection_params()
            self._ear = psycopg2.connect(**{key: params[key] for key in params if key != "cursor_factory"})
            self._ear.autocommit = True
            with self._ear.cursor() as cursor:
                cursor.execute(f"LISTEN {CHANNEL}")
            return
        self._ear.poll()
        self._ear.notifies.clear()

    def _sleep(self, seconds: float) -> None:
        ears = [self._bell] if self._ear is None else [self._bell, self._ear]
        select.select(ears, [], [], seconds)

    def _forget_connections(self) -> None:
        if self._ear is not None:
            with suppress(psycopg2.Error):
                self._ear.close()
            self._ear = None
        connection.close_everything()  # type: ignore[attr-defined]

    @contextmanager
    def _hearing_signals(self) -> Iterator[None]:
        before = {sign: signal.signal(sign, self._stop) for sign in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for sign, handler in before.items():
                signal.signal(sign, handler)
            self._forget_connections()

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True
        os.write(self._rope, b"!")
