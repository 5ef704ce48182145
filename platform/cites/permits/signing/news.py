"""News that a Party's keys were changed by somebody, for its administrators."""

from enum import StrEnum
from functools import partial
from typing import Any

from django.db import transaction

from cites.permits.models import SigningKey
from cites.permits.signals import signing_keys_changed
from cites.permits.signing.hands import Administrator


class KeyChange(StrEnum):
    """What was done to a key."""

    MADE = "made"
    REVOKED = "revoked"
    CERTIFIED = "certified"


def tell_of(change: KeyChange, key: SigningKey, by: Any, *, mark: str) -> None:
    """Send the news once the change is committed; what the service did by itself is none.

    ``by`` is an operator or an Administrator; ``mark`` tells this change from all others of the Party.
    """
    if by is None:
        return
    person = by.pk if isinstance(by, Administrator) else None
    news = {"change": change.value, "kid": key.kid, "person": person, "mark": mark}
    transaction.on_commit(partial(signing_keys_changed.send, sender=SigningKey, **news), robust=True)
