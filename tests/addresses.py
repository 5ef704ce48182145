"""Every address that a site answers at, read from its table of addresses."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver

SITES = {"party": "cites.urls", "public": "cites.urls_public"}
# What third parties serve below these has one row a mount at least, instead of one an address.
MOUNTS = {"party": ("accounts/",), "public": ("accounts/", "cms/", "documents/")}


class Address(NamedTuple):
    """An address with its parameters, e.g. ``applications/<str:reference>/``, and what reads each of them."""

    route: str
    converters: dict[str, Any]

    def __str__(self) -> str:
        return self.route or "/"


def addresses(site: str) -> list[Address]:
    """All addresses of ``party`` or ``public``."""
    return list(_walk(get_resolver(SITES[site]), "", {}))


def in_mount(route: str, site: str) -> str:
    """Return the mount of a third party that the route belongs to, or nothing."""
    return next((mount for mount in MOUNTS.get(site, ()) if route.startswith(mount)), "")


def _walk(resolver: URLResolver, prefix: str, converters: dict[str, Any]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        read = converters | dict(entry.pattern.converters)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, route, read)
        elif isinstance(entry, URLPattern):
            yield Address(route, read)
