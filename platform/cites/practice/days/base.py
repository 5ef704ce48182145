"""What a guided day is: tasks in order, each with the place to do it, what to look for, and how we know it was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.functional import Promise

from cites.accounts.roles import Role
from kernel.registry import Registry

if TYPE_CHECKING:
    from cites.practice.following import Deeds

Text = str | Promise
Place = Callable[[Mapping[str, Mapping[str, str]]], str]
Known = Callable[["Deeds"], bool]

# The pages whose opening is noted, for a task asks for it.
watched_pages: set[str] = set()


@dataclass(frozen=True, slots=True)
class Need:
    """A case that the day is worked on: how far it has come, and of which of the country's consignments (0 to 6).

    ``own`` is applied for by the trainee; ``kind`` may be a ``newcomer`` or an ``official`` in place of a case.
    Where ``verb`` is stated it is made only if the country's process lets the trainee take that step there.
    """

    stage: str = ""
    basket: int = 0
    own: bool = False
    importer: int = 0
    kind: str = "case"
    verb: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One task. ``title`` may name “%(goods)s”, those of the thing called ``of``."""

    key: str
    title: Text
    look_for: Text
    place: Place
    known: Known
    source: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class GuidedDay:
    """The first day of a role; ``also`` are roles that have the same."""

    role: Role
    lead: Text
    tasks: tuple[Task, ...]
    needs: Mapping[str, Need] = field(default_factory=dict)
    also: tuple[Role, ...] = ()

    @property
    def name(self) -> str:
        return str(self.role)


days: Registry[GuidedDay] = Registry("guided day")


def at(page: str, of: str = "", by: str = "case", *more: str, query: str = "") -> Place:
    """Return a place: the page of that name, about the number ``by`` which the thing called ``of`` is known."""

    def place(things: Mapping[str, Mapping[str, str]]) -> str:
        arguments = [things[of][by], *more] if of else list(more)
        return reverse(page, args=arguments) + query

    return place


def did(verb: str, of: str = "", **facts: str) -> Known:
    """Return how we know that the trail has ``verb``, about the thing called ``of``."""
    return lambda deeds: deeds.did(verb, of, **facts)


def opened(page: str, of: str = "") -> Known:
    """Return how we know that a page was opened; ``page?`` is one on which something was searched."""
    watched_pages.add(page.removesuffix("?"))
    return lambda deeds: deeds.opened(page, of)
