"""Whose hand changes a Party's keys: an operator's, or that of an administrator of the Party itself."""

from dataclasses import dataclass
from typing import Any

from cites.accounts.models import User


@dataclass(frozen=True, slots=True)
class Administrator:
    """A person of the Party, by the key of their row there: operators have rows of their own in the shared schema."""

    pk: int


def written(by: Any) -> dict[str, Any]:
    """Return what a row of a key says of ``by``: an Administrator, an operator, or None for the service itself."""
    if by is None:
        return {}
    return {"person_id": by.pk} if isinstance(by, Administrator) else {"operator": by.email}


def told(by: Any, reason: str) -> dict[str, Any]:
    """Return what the Party's trail says of ``by``, for ``record``; an operator is no person of the Party."""
    if by is None:
        return {}
    if isinstance(by, Administrator):
        return {"actor": User.objects.get(pk=by.pk), "data": {"reason": reason}}
    return {"data": {"by": "operator", "reason": reason}, "personal": {"operator": by.email}}
