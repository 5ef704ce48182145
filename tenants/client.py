"""The network address that a request came from: one answer for the brakes on guessing and for the audit trail."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

_present: ContextVar[str] = ContextVar("client_address", default="")


def client_address(request: HttpRequest) -> str:
    """Return the address of whoever sent ``request``, or nothing where it is not known.

    Each of ``settings.TRUSTED_PROXIES`` proxies writes at the end of ``X-Forwarded-For`` whom it serves; what stands
    before their entries was written by the client and is not believed. Without proxies the header means nothing,
    and a request with fewer entries than proxies came round them.
    """
    nearest = str(request.META.get("REMOTE_ADDR", ""))
    entries = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    proxies = settings.TRUSTED_PROXIES
    if not proxies or len(entries) < proxies:
        return _clean(nearest)
    return _clean(entries[-proxies]) or _clean(nearest)


def client_network(request: HttpRequest) -> str:
    """Return what a brake counts: the address, of IPv6 the first of the /64 that one customer has for themself."""
    address = client_address(request)
    if ":" not in address:
        return address
    return str(ip_network(f"{address}/64", strict=False).network_address)


@contextmanager
def seen_from(address: str) -> Iterator[None]:
    """Work on behalf of this address. It is personal: it stands nowhere but here, least of all in a log line."""
    before = _present.set(address)
    try:
        yield
    finally:
        _present.reset(before)


def present_address() -> str:
    """Return the address that is being served; nothing in a task or a command."""
    return _present.get()


def _clean(entry: str) -> str:
    host = entry.strip()
    if host.startswith("["):  # [2001:db8::1]:4711
        host = host[1:].partition("]")[0]
    elif host.count(":") == 1:  # 192.0.2.1:4711
        host = host.partition(":")[0]
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return ""
    return str(getattr(address, "ipv4_mapped", None) or address)
