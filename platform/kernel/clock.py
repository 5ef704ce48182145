"""The one place that knows what time it is, so that tests can say so."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def now() -> datetime:
    """Return this moment, aware and in UTC."""
    return _frozen.get() or datetime.now(UTC)


def local_date(time_zone: str) -> date:
    """Return today's date in ``time_zone`` (IANA name), where a Party's midnight counts."""
    return now().astimezone(ZoneInfo(time_zone)).date()


@contextmanager
def frozen(at: datetime) -> Iterator[datetime]:
    """Stop the clock at ``at`` (aware) for the length of a ``with``; for tests and invented cases."""
    token = _frozen.set(at.astimezone(UTC))
    try:
        yield at
    finally:
        _frozen.reset(token)
