"""What a trainee has done on a guided day, from the audit trail and from the pages they opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from cites.accounts.models import User
from cites.look.site import has_failed
from cites.practice.days.base import watched_pages
from cites.practice.models import FirstDay, PageOpened
from tenants.audit.models import AuditEntry

SEARCHED = "?"
_LONGEST = 120


@dataclass(frozen=True)
class Deeds:
    """The acts of one person on one day."""

    day: FirstDay
    entries: list[tuple[str, str, Mapping[str, Any]]] = field(default_factory=list)
    pages: frozenset[tuple[str, str]] = frozenset()

    def did(self, verb: str, of: str = "", **facts: str) -> bool:
        """Tell whether the trail has ``verb`` of this person, about the thing called ``of``, with these facts."""
        return any(
            said == verb and (not of or subject in self.names_of(of)) and facts.items() <= data.items()
            for said, subject, data in self.entries
        )

    def opened(self, page: str, of: str = "") -> bool:
        """Tell whether the person opened that page, about the thing called ``of``; ``page?`` after searching there."""
        return any(name == page and (not of or about in self.names_of(of)) for name, about in self.pages)

    def names_of(self, thing: str) -> set[str]:
        """Return the numbers by which the trail and addresses know a thing of the day."""
        return set(self.things.get(thing, {}).values())

    @cached_property
    def things(self) -> dict[str, dict[str, str]]:
        return dict(self.day.things)


def day_of(person: User) -> FirstDay | None:
    """Return the guided day that the person is at, or None."""
    return FirstDay.objects.filter(person=person).first()


def deeds_of(day: FirstDay) -> Deeds:
    """Return what its person has done since it began."""
    rows = _entries(day).values_list("verb", "subject", "data")
    entries = [(verb, subject.partition(":")[2], data) for verb, subject, data in rows]
    return Deeds(day, entries, frozenset(day.pages.values_list("page", "about")))


def last_entry() -> int:
    """Return the number of the trail's last entry."""
    return AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def note_request(request: HttpRequest) -> None:
    """Note what a request opens, if a task asks for it; for a page it is called while the page is drawn.

    So the page itself says already that the task is done. An error page opens nothing.
    """
    match, person = request.resolver_match, getattr(request, "user", None)
    if request.method != "GET" or match is None or not isinstance(person, User) or has_failed(request):
        return
    if match.view_name in watched_pages:
        _note(person, match.view_name, match.kwargs, searched=any(request.GET.values()))


def _note(person: User, page: str, about: Mapping[str, Any], *, searched: bool) -> None:
    day = day_of(person)
    if day is None:
        return
    what = next((str(value)[:_LONGEST] for value in about.values()), "")
    for name in (page, page + SEARCHED) if searched else (page,):
        if not day.pages.filter(page=name, about=what).exists():
            _write(day, name, what)


def _write(day: FirstDay, page: str, about: str) -> None:
    try:
        with transaction.atomic():
            PageOpened.objects.create(day=day, page=page, about=about)
    except IntegrityError:
        return  # two windows at once


def _entries(day: FirstDay) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(actor=day.person_id, pk__gt=day.after_entry)
