"""A short memory, one a process, for reference data that hardly ever changes."""

import time
from collections.abc import Callable
from functools import wraps
from itertools import islice
from typing import Any, ParamSpec, TypeVar

SECONDS = 60.0
MOST = 10_000  # an application may name hundreds of taxa, and each is asked about in a dozen ways

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

_answers: dict[tuple[Any, ...], tuple[float, Any]] = {}


def remembered(ask: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Remember the answers of ``ask`` for a minute; None and errors are asked again."""

    @wraps(ask)
    def answer(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        key = (ask.__qualname__, args, tuple(sorted(kwargs.items())))
        known = _answers.get(key)
        if known is not None and known[0] > time.monotonic():
            return known[1]  # type: ignore[no-any-return]  # what ask returned
        fresh = ask(*args, **kwargs)
        if fresh is not None:
            _make_room()
            _answers[key] = (time.monotonic() + SECONDS, fresh)
        return fresh

    return answer


def forget() -> None:
    """Forget every answer, after a change and between tests."""
    _answers.clear()


def _make_room() -> None:
    """Forget the oldest tenth: to forget all would ask everything again in the middle of a long page."""
    if len(_answers) >= MOST:
        for key in list(islice(_answers, MOST // 10)):
            _answers.pop(key, None)  # another thread may have been quicker
