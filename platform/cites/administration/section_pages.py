"""The pages on which a section of the draft is changed by a form; each is registered when the app is made ready."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class SectionPage:
    """One page: what it is called and for, where it is, and which keys (from the part on) it changes.

    ``place`` returns what of the address follows ``href`` for a key that has a page of its own.
    """

    name: str
    title: str | Promise
    explanation: str | Promise
    href: str
    order: int = 50
    covers: Callable[[str], bool] = lambda key: False
    place: Callable[[str], str] = lambda key: ""

    def href_of(self, key: str) -> str:
        """Return where the value of a key is changed: its own place below the page, where it has one."""
        return self.href + self.place(key)


class SectionPages(Registry[SectionPage]):
    """The pages, in the order in which an officer meets them."""

    def in_order(self) -> list[SectionPage]:
        """Return every page."""
        return sorted(self, key=lambda each: each.order)

    def of_key(self, key: str) -> SectionPage | None:
        """Return the page on which the value of a key is changed; None where only a file changes it."""
        return next((each for each in self.in_order() if each.covers(key)), None)


section_pages = SectionPages("page of a section")
