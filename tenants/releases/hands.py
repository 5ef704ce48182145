"""Whose hand it was: a person of the Party, or a hosting operator, who lives outside it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ByOperator:
    """A hosting operator, who may propose from files and never decides."""

    email: str


def person_in(by: Any) -> Any:
    """Return the person of the Party, or None for an operator; for fields and for the trail."""
    return None if isinstance(by, ByOperator) else by


def operator_in(by: Any) -> str:
    """Return the operator's address, or nothing for a person of the Party."""
    return by.email if isinstance(by, ByOperator) else ""
