"""The cache: keys carry their schema, and a Redis that was restarted costs no error page."""

from typing import Any

import structlog
from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache as DjangoRedisCache
from django.core.cache.backends.redis import RedisCacheClient
from django_tenants.cache import make_key
from redis.backoff import ExponentialBackoff
from redis.exceptions import ConnectionError as NoConnection
from redis.exceptions import TimeoutError as NoAnswer
from redis.retry import Retry

__all__ = ["RedisCache", "forget_schema", "make_key"]
log = structlog.get_logger("cache")


class _PatientClient(RedisCacheClient):
    """Tries again on a connection that broke, for up to a second."""

    def __init__(self, servers: Any, **options: Any) -> None:
        retry = Retry(ExponentialBackoff(cap=0.4, base=0.05), 4)
        super().__init__(servers, retry=retry, retry_on_error=[NoConnection, NoAnswer], **options)


class RedisCache(DjangoRedisCache):
    """Django's Redis cache with the patient client."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = _PatientClient


def forget_schema(schema: str) -> int:
    """Remove every key of ``schema`` and return how many those were."""
    client: Any = caches["default"]._cache.get_client(write=True)  # type: ignore[attr-defined]
    keys = list(client.scan_iter(match=f"{schema}:*", count=1000))
    return int(client.delete(*keys)) if keys else 0
