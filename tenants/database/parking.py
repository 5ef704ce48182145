"""Connections at rest: what Django keeps about a connection, put aside and taken up again."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

# Everything that Django's wrapper (5.2) knows of the one connection in use.
_FRESH: dict[str, Callable[[], Any]] = {
    "connection": lambda: None,
    "autocommit": lambda: False,
    "in_atomic_block": lambda: False,
    "savepoint_state": lambda: 0,
    "savepoint_ids": list,
    "commit_on_exit": lambda: True,
    "needs_rollback": lambda: False,
    "rollback_exc": lambda: None,
    "closed_in_transaction": lambda: False,
    "run_on_commit": list,
    "run_commit_hooks_on_set_autocommit_on": lambda: False,
    "atomic_blocks": list,
    "close_at": lambda: None,
    "health_check_enabled": lambda: False,
    "health_check_done": lambda: False,
    "errors_occurred": lambda: False,
    "search_path_set_schemas": lambda: None,
}


@dataclass(slots=True)
class Parked:
    """One connection at rest, with all that Django knows of it."""

    state: dict[str, Any]
    since: float = field(default_factory=time.monotonic)

    @classmethod
    def fresh(cls) -> Parked:
        """Return the state of a connection that is not open yet."""
        return cls({name: make() for name, make in _FRESH.items()})

    @classmethod
    def of(cls, wrapper: Any) -> Parked:
        """Return what ``wrapper`` knows of its connection now."""
        return cls({name: getattr(wrapper, name) for name in _FRESH})

    @property
    def in_transaction(self) -> bool:
        return bool(self.state["in_atomic_block"])

    def resume_in(self, wrapper: Any) -> None:
        """Make this the connection in use of ``wrapper``."""
        for name, value in self.state.items():
            setattr(wrapper, name, value)

    def close(self) -> None:
        """Close the connection; a broken one is already closed enough."""
        connection, self.state["connection"] = self.state["connection"], None
        if connection is not None and not connection.closed:
            connection.close()


class Park:
    """The connections at rest of one thread, by role; at most ``limit``, each idle at most ``idle`` seconds."""

    def __init__(self, *, limit: int, idle: float) -> None:
        self.limit = limit
        self.idle = idle
        self._parked: OrderedDict[str, Parked] = OrderedDict()

    def put(self, role: str, parked: Parked) -> None:
        """Put a connection aside; close those that are idle for too long, and the longest idle above the limit."""
        if parked.state["connection"] is not None:
            self._parked[role] = parked
        self._close_idle()
        while len(self._parked) > self.limit and self._close_longest_idle():
            pass

    def take(self, role: str) -> Parked:
        """Return the connection of ``role``, or the state of one that is still to be opened."""
        parked = self._parked.pop(role, None)
        if parked is None:
            return Parked.fresh()
        if self._too_old(parked):
            parked.close()
            return Parked.fresh()
        return parked

    def forget(self) -> None:
        """Let go of every connection without closing it: after a fork they are the parent's."""
        self._parked.clear()

    def close(self, role: str | None = None) -> None:
        """Close the connection of ``role``, or all."""
        for name in [role] if role else list(self._parked):
            if parked := self._parked.pop(name, None):
                parked.close()

    def roles(self) -> list[str]:
        """Return the roles with a connection at rest, longest idle first."""
        return list(self._parked)

    def _close_idle(self) -> None:
        for role, parked in list(self._parked.items()):
            if not parked.in_transaction and time.monotonic() - parked.since > self.idle:
                self.close(role)

    def _close_longest_idle(self) -> bool:
        role = next((role for role, parked in self._parked.items() if not parked.in_transaction), None)
        self.close(role) if role else None
        return role is not None

    def _too_old(self, parked: Parked) -> bool:
        close_at = parked.state["close_at"]
        return not parked.in_transaction and close_at is not None and time.monotonic() >= close_at
