"""A short memory, one a process, for reference data that hardly ever changes.

Each answer is of one edition of the data, and is given only while that edition is asked for: an import changes all that
a process remembers at once. Which edition is in force is asked once a request and once a task, so that none of them
judges by remembered answers of two.
"""

import time
from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from itertools import islice
from typing import Any, ParamSpec, TypeVar

from django.db import transaction
from django.db.models import F

from cites.species.models import Edition

SECONDS = 60.0
MOST = 10_000  # an application may name hundreds of taxa, and each is asked about in a dozen ways
_ONLY = 1

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

_answers: dict[tuple[Any, ...], tuple[float, Any]] = {}
_held: ContextVar[tuple[float, int] | None] = ContextVar("edition", default=None)


def remembered(ask: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Remember the answers of ``ask`` for a minute; None and errors are asked again."""

    @wraps(ask)
    def answer(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        key = (_edition(), ask.__qualname__, args, tuple(sorted(kwargs.items())))
        known = _answers.get(key)
        if known is not None and known[0] > time.monotonic():
            return known[1]  # type: ignore[no-any-return]  # what ask returned
        fresh = ask(*args, **kwargs)
        if fresh is not None:
            _make_room()
            _answers[key] = (time.monotonic() + SECONDS, fresh)
        return fresh

    return answer


def _edition() -> int:
    """Return the edition by which this request or task works; one without an end asks again after a minute."""
    held = _held.get()
    if held is None or held[0] <= time.monotonic():
        number = Edition.objects.filter(pk=_ONLY).values_list("number", flat=True).first() or 0
        held = time.monotonic() + SECONDS, number
        _held.set(held)
    return held[1]


def ask_edition_anew(**_sent: object) -> None:
    """Let the next question ask which edition is in force; a receiver of what begins a request or a task."""
    _held.set(None)


def next_edition() -> None:
    """Let what was changed be another edition, in the transaction of the change: everywhere once it is committed."""
    if not Edition.objects.filter(pk=_ONLY).update(number=F("number") + 1):
        Edition.objects.create(pk=_ONLY, number=1)
    forget()
    transaction.on_commit(forget)


def forget() -> None:
    """Forget every answer, after a change and between tests."""
    _answers.clear()
    _held.set(None)


def _make_room() -> None:
    """Forget the oldest tenth: to forget all would ask everything again in the middle of a long page."""
    if len(_answers) >= MOST:
        for key in list(islice(_answers, MOST // 10)):
            _answers.pop(key, None)  # another thread may have been quicker
