"""What a check of the doctor is: apps register theirs, each looks at one Party, at what is shared, or at both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kernel.registry import Registry
from tenants.models import Party


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in ``schema``; ``mend`` puts it right where that is safe, and may be repeated.

    ``message`` is an English message id with named placeholders filled from ``data``.
    """

    schema: str
    message: str
    mend: Callable[[], None] | None = field(default=None, compare=False)
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What is wrong, in English."""
        return self.message % dict(self.data) if self.data else self.message


def _nothing_of_a_party(party: Party) -> Iterable[Finding]:
    return ()


def _nothing_shared() -> Iterable[Finding]:
    return ()


Progress = Callable[[str, int, int], None]
"""Told, while all is looked at, of which schema how many things were, of how many."""


@dataclass(frozen=True, slots=True)
class DoctorCheck:
    """One thing to look at, as the owner; looking changes nothing.

    What takes long where a Party has much of it looks at a sample in ``of_party``, and at everything in ``of_whole``.
    """

    name: str
    of_party: Callable[[Party], Iterable[Finding]] = _nothing_of_a_party
    of_all: Callable[[], Iterable[Finding]] = _nothing_shared
    of_whole: Callable[[Party, Progress], Iterable[Finding]] | None = None


doctor_checks: Registry[DoctorCheck] = Registry("doctor's check")
