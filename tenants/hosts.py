"""Which Party answers at a host name; looked up once and kept for a few seconds in each process."""

import time

from django.conf import settings
from django.core.cache import cache
from redis.exceptions import RedisError

from tenants.context import as_public
from tenants.errors import UnknownParty
from tenants.models import HostName, Party
from tenants.releases.queries import forget_releases

_KEPT_SECONDS = 10.0
_GENERATION = "hosts:generation"
_kept: dict[str, tuple[float, Party | None]] = {}
_seen: dict[str, int] = {}


def party_at(host: str) -> Party | None:
    """Return the Party at ``host`` (no port), None at the front door; raise UnknownParty for a stranger's name."""
    if host == settings.BASE_HOST:
        return None
    _notice_changes()
    known = _kept.get(host)
    if known is None or time.monotonic() - known[0] > _KEPT_SECONDS:
        known = _kept[host] = (time.monotonic(), _look_up(host))
        _drop_old()
    if known[1] is None:
        raise UnknownParty(message="nothing is served at %(host)s", data={"host": host})
    return known[1]


def forget_hosts() -> None:
    """Look every host name up anew."""
    _kept.clear()


def forget_hosts_everywhere() -> None:
    """Look every host name, and every release, up anew in every process, from the next request on."""
    forget_hosts()
    with as_public():
        cache.add(_GENERATION, 0, timeout=None)
        cache.incr(_GENERATION)


def address_of(party: Party, path: str = "/") -> str:
    """Return the full address of ``path`` on the canonical host of ``party``."""
    return full_address(party.host(), path)


def full_address(host: str, path: str = "/") -> str:
    """Return scheme, ``host``, port where it is unusual, and ``path``."""
    if settings.ENVIRONMENT == "production":
        return f"https://{host}{path}"
    return f"http://{host}:{settings.PORT}{path}"


def unencrypted_address(host: str, path: str = "/") -> str:
    """As ``full_address``, but by plain HTTP: for what is signed itself and is read by programs of every age."""
    port = "" if settings.ENVIRONMENT == "production" else f":{settings.PORT}"
    return f"http://{host}{port}{path}"


def _notice_changes() -> None:
    try:
        generation = int(cache.get(_GENERATION, 0))
    except RedisError:
        return  # without Redis what is known grows old by itself
    if _seen.get(_GENERATION) != generation:
        forget_hosts()
        forget_releases()
        _seen[_GENERATION] = generation


def _look_up(host: str) -> Party | None:
    with as_public():
        found = HostName.objects.select_related("tenant").filter(domain=host).first()
        return found.tenant if found else None


def _drop_old() -> None:
    # Names that do not exist must not fill the memory.
    if len(_kept) > 1000:
        _kept.clear()
