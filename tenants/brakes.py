"""A brake on guessing: so many attempts a minute from one address, and fewer wrong ones."""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from tenants.client import client_network

_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Brake:
    """Counts, under a name, the attempts and the wrong attempts of each address in a minute."""

    name: str
    most: int
    most_wrong: int

    def is_too_fast(self, request: HttpRequest) -> bool:
        """Count an attempt, and tell whether its address had too many, or too many wrong ones, in this minute."""
        looked, wrong = self._keys(request)
        cache.add(looked, 0, _SECONDS)
        return _more(looked) > self.most or int(cache.get(wrong, 0)) >= self.most_wrong

    def count_wrong(self, request: HttpRequest) -> None:
        """Count an attempt that led to nothing."""
        _looked, wrong = self._keys(request)
        cache.add(wrong, 0, _SECONDS)
        _more(wrong)

    def _keys(self, request: HttpRequest) -> tuple[str, str]:
        # The address itself is nobody's business, not even the cache's.
        digest = hashlib.sha256(f"{settings.SECRET_KEY}:{client_network(request)}".encode()).hexdigest()[:24]
        return f"{self.name}:looked:{digest}", f"{self.name}:wrong:{digest}"


def _more(key: str) -> int:
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two calls
        return 1
