"""How many pages and tasks failed without anybody having foreseen it, by the hour, in the schema in use."""

from django.core.cache import cache
from redis.exceptions import RedisError

from kernel import clock

_HOURS = 24
_KEPT_SECONDS = (_HOURS + 1) * 3600


def note_failure() -> None:
    """Count one failure; where Redis is away it goes uncounted, for the log has it."""
    try:
        cache.add(_key(_hour()), 0, timeout=_KEPT_SECONDS)
        cache.incr(_key(_hour()))
    except (RedisError, ValueError):
        return


def failures_of_last_day() -> int:
    """Return how many failed in the last 24 hours; none where Redis is away."""
    now = _hour()
    try:
        found = cache.get_many([_key(hour) for hour in range(now - _HOURS + 1, now + 1)])
    except RedisError:
        return 0
    return sum(int(count) for count in found.values())


def _hour() -> int:
    return int(clock.now().timestamp()) // 3600


def _key(hour: int) -> str:
    return f"failures:{hour}"
