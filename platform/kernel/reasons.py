"""Why something may not, or should not, be done: what rules return."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How binding a reason is."""

    HARD = "hard"  # the treaty or the database says "only when"
    OVERRIDE = "override"  # a named official may decide otherwise, with a reason on record
    WARNING = "warning"  # worth a look


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason; ``message`` is an English message id with named placeholders filled from ``data``."""

    code: str
    message: str
    severity: Severity = Severity.HARD
    data: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""

    def __str__(self) -> str:
        return self.message % dict(self.data) if self.data else self.message


def hard_reasons(reasons: Iterable[Reason]) -> list[Reason]:
    """Return those of ``reasons`` that nobody may override."""
    return [reason for reason in reasons if reason.severity is Severity.HARD]
