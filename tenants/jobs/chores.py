"""What the operator worker does now and then by itself: apps register theirs, for it alone holds the owner's login."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from django.db import Error as DatabaseError

from kernel.registry import Registry

log = structlog.get_logger("jobs")


@dataclass(frozen=True, slots=True)
class Chore:
    """Work that is due every so many seconds, short and harmless when repeated; jobs that wait go before it."""

    name: str
    every: float
    run: Callable[[], None]


chores: Registry[Chore] = Registry("chore")


def chores_in_turn() -> Callable[[], None]:
    """Return what does all chores that are due, and may be called as often as one likes."""
    due = [_pause_between(_withstanding(chore), chore.every) for chore in chores]

    def now_and_then() -> None:
        for each in due:
            each()

    return now_and_then


def _pause_between(work: Callable[[], None], seconds: float) -> Callable[[], None]:
    """Return ``work`` as something that may be called often and is done at most every ``seconds``."""
    due = 0.0

    def now_and_then() -> None:
        nonlocal due
        if time.monotonic() >= due:
            work()
            due = time.monotonic() + seconds

    return now_and_then


def _withstanding(chore: Chore) -> Callable[[], None]:
    def run() -> None:
        try:
            chore.run()
        except DatabaseError:
            raise  # the worker waits until it is back
        except Exception:  # a chore that breaks must not end the worker, nor hide the others
            log.exception("chore not done", chore=chore.name)

    return run
