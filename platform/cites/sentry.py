"""Reports errors where SENTRY_DSN is set: tagged with the Party, scrubbed of personal data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import structlog

if TYPE_CHECKING:
    from sentry_sdk.types import Event, Hint

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
# What a request or a frame may hold of a person: it stays in the country.
_PERSONAL = (
    "data",
    "cookies",
    "headers",
    "env",
    "query_string",
    "url",  # may hold a secret link; the transaction names the route
    "vars",
    "email",
    "username",
    "ip_address",
    "user",
)


def configure(dsn: str, environment: str) -> None:
    """Switch reporting on; an empty ``dsn`` leaves it off."""
    if not dsn:
        return
    # Loaded only where it is used: it takes half of the start of a command.
    import sentry_sdk
    from sentry_sdk.integrations.celery import CeleryIntegration
    from sentry_sdk.integrations.django import DjangoIntegration
    from sentry_sdk.integrations.redis import RedisIntegration

    sentry_sdk.init(
        dsn=dsn,
        environment=environment,
        integrations=[DjangoIntegration(), CeleryIntegration(), RedisIntegration()],
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        before_send=scrub,
    )


def scrub(event: Event, hint: Hint) -> Event:
    """Return ``event`` without personal data and with the Party and request it belongs to."""
    context = structlog.contextvars.get_contextvars()
    event.setdefault("tags", {}).update(
        {name: str(context[name]) for name in ("party", "request_id") if name in context}
    )
    return _without_people(event)  # type: ignore[no-any-return]


def _without_people(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_people(part) for key, part in value.items() if key not in _PERSONAL}
    if isinstance(value, list):
        return [_without_people(part) for part in value]
    return _EMAIL.sub("[e-mail]", value) if isinstance(value, str) else value
