"""Tasks of a Party."""

from collections.abc import Callable
from typing import Any

from celery import shared_task


def party_task(**options: Any) -> Callable[[Callable[..., Any]], Any]:
    """Make a Celery task that carries the Party in which it was sent and tries again, with back-off, on trouble."""
    defaults: dict[str, Any] = {
        "acks_late": True,
        "autoretry_for": (OSError, ConnectionError),
        "retry_backoff": 2,
        "retry_backoff_max": 300,
        "max_retries": 8,
    }
    task: Callable[[Callable[..., Any]], Any] = shared_task(**(defaults | options))
    return task
