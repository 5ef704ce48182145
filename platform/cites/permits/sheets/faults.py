"""What is wrong with a sheet, with a row of it, or with one cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kernel.errors import DomainError


class FaultySheet(DomainError):
    """A sheet cannot be read at all; the message says what to change in it."""

    code = "faulty_sheet"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something about one row; ``column`` is that of a cell, or nothing. ``message`` is an English message id."""

    message: str
    column: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
