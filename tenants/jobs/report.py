"""What a job says while it runs."""

from collections.abc import Callable
from typing import Any

from tenants.jobs.errors import GivenBack
from tenants.jobs.holding import Hold
from tenants.life.operators import operator
from tenants.models import JobLine


class Report:
    """The ``say`` of a job (see ``tenants.jobs.kinds.Say``); raises GivenBack once the worker is to stop."""

    def __init__(self, hold: Hold, is_stopping: Callable[[], bool]) -> None:
        self._hold = hold
        self._is_stopping = is_stopping

    def __call__(self, text: str, *, party: str = "", **facts: Any) -> None:
        self._line(JobLine.Level.DONE, text, party, facts)

    def note(self, text: str, *, party: str = "", **facts: Any) -> None:
        self._line(JobLine.Level.NOTE, text, party, facts)

    def error(self, text: str, *, party: str = "", **facts: Any) -> None:
        self._line(JobLine.Level.ERROR, text, party, facts)

    def progress(self, step: int, of: int) -> None:
        self._hold.progress(step, of)
        self._stop_when_told()

    @property
    def by(self) -> Any:
        asked_by = self._hold.job.asked_by
        return operator(asked_by) if asked_by else None

    def _line(self, level: JobLine.Level, text: str, party: str, facts: dict[str, Any]) -> None:
        self._hold.line(level, text, party, facts)
        self._stop_when_told()

    def _stop_when_told(self) -> None:
        if self._is_stopping():
            raise GivenBack
