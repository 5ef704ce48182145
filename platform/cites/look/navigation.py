"""The links in the header, each registered by the app whose pages it opens."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

from kernel.registry import Registry


@dataclass(frozen=True)
class NavItem:
    """One link; ``shown`` decides for the person who reads, and is asked of signed-in people unless public."""

    name: str
    label: str | Promise
    href: str
    shown: Callable[[HttpRequest], bool] = lambda request: True
    order: int = 50
    public: bool = False


@dataclass(frozen=True)
class MenuLink:
    """A link as the header draws it."""

    label: str | Promise
    href: str
    current: bool


navigation: Registry[NavItem] = Registry("navigation")


def menu(request: HttpRequest) -> list[MenuLink]:
    """The links open to this reader, in order, the one whose pages are open marked."""
    user = getattr(request, "user", None)
    signed_in = bool(user is not None and user.is_authenticated)
    items = sorted(
        (item for item in navigation if item.public or signed_in),
        key=lambda item: item.order,
    )
    return [
        MenuLink(label=item.label, href=item.href, current=_covers(item.href, request.path))
        for item in items
        if item.shown(request)
    ]


def _covers(href: str, path: str) -> bool:
    return path == href if href == "/" else path.startswith(href)
