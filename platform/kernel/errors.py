"""The root of every error that is a noun of the domain."""

from collections.abc import Mapping
from typing import Any


class DomainError(Exception):
    """What went wrong, in three parts: a stable code, an English message id, and the facts it names.

    The message may hold named placeholders (``%(name)s``) filled from ``data``; it is
    translated at the edge, never here.
    """

    code = "domain_error"

    def __init__(self, code: str | None = None, message: str = "", data: Mapping[str, Any] | None = None) -> None:
        self.code = code or type(self).code
        self.message = message or (type(self).__doc__ or "").strip()
        self.data = dict(data or {})
        super().__init__(str(self))

    def __str__(self) -> str:
        return self.message % self.data if self.data else self.message
