"""The certification request of the key in use, made by a task and kept for a day: it holds nothing that is secret."""

from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from django.core.cache import cache
from django.db import transaction

from cites.accounts.models import User
from cites.permits.errors import HardwareModuleAway
from cites.permits.models import SigningKey
from cites.permits.signals import signing_request_asked
from cites.permits.signing.certifying import request_of_key
from cites.permits.signing.queries import key_in_use
from tenants.audit.services import record
from tenants.context import current_party
from tenants.errors import SecretUnreadable

_SECONDS: Final = 24 * 3600


@dataclass(frozen=True, slots=True)
class MadeRequest:
    """A request in PEM; or why there is none: a message id, and the facts that it names."""

    pem: str = ""
    message: str = ""
    data: dict[str, Any] = field(default_factory=dict)


def make_request() -> None:
    """Make it, or keep why it cannot be made; raises NoSigningKey."""
    key = key_in_use()
    try:
        made: dict[str, Any] = {"pem": request_of_key(key, current_party().iso2)}
    except (HardwareModuleAway, SecretUnreadable) as error:
        made = {"message": error.message, "data": dict(error.data)}
    cache.set(_name(key.kid), made, _SECONDS)


def find_request(kid: str) -> MadeRequest | None:
    """Return the request for the key of that name, or why there is none; None while nobody has made it."""
    made = cache.get(_name(kid))
    return MadeRequest(**made) if made else None


def ask_request(*, key: SigningKey, by: User) -> None:
    """Have it made anew, by the process that opens keys."""
    cache.delete(_name(key.kid))
    record("signing_key.request_asked", subject=key.subject, actor=by)
    transaction.on_commit(partial(signing_request_asked.send, sender=SigningKey, key=key), robust=True)


def _name(kid: str) -> str:
    return f"permits.signing_request.{kid}"
