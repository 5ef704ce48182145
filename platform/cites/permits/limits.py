"""A brake on guessing: so many attempts a minute from one address."""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from tenants.client import client_network

MOST_A_MINUTE = 30
MOST_WRONG_A_MINUTE = 10
_SECONDS = 60


def is_too_fast(request: HttpRequest) -> bool:
    """Count an attempt, and tell whether its address had too many, or too many wrong ones, in this minute."""
    looked, wrong = _keys(request)
    cache.add(looked, 0, _SECONDS)
    return _more(looked) > MOST_A_MINUTE or int(cache.get(wrong, 0)) >= MOST_WRONG_A_MINUTE


def count_wrong(request: HttpRequest) -> None:
    """Count an attempt with a code that belongs to no permit."""
    _looked, wrong = _keys(request)
    cache.add(wrong, 0, _SECONDS)
    _more(wrong)


def _more(key: str) -> int:
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two calls
        return 1


def _keys(request: HttpRequest) -> tuple[str, str]:
    # The address itself is nobody's business, not even the cache's.
    digest = hashlib.sha256(f"{settings.SECRET_KEY}:{client_network(request)}".encode()).hexdigest()[:24]
    return f"verify:looked:{digest}", f"verify:wrong:{digest}"
