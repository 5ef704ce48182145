"""The certification request of the key in use, made by a task and kept for a day: it holds nothing that is secret."""

from dataclasses import dataclass, field
from typing import Any, Final

from django.core.cache import cache

from cites.permits.errors import HardwareModuleAway
from cites.permits.signing.certifying import request_of_key
from cites.permits.signing.queries import key_in_use
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


def forget_request(kid: str) -> None:
    """Forget it, so that it is made anew."""
    cache.delete(_name(kid))


def _name(kid: str) -> str:
    return f"permits.signing_request.{kid}"
