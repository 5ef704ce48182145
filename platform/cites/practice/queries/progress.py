"""How far a trainee has come on their guided day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cites.accounts.models import User
from cites.casework.queries.words import CodeNames, shown_quantity
from cites.permits.models import Application
from cites.practice.days.base import GuidedDay, Task, days
from cites.practice.following import Deeds, day_of, deeds_of
from cites.practice.models import FirstDay


@dataclass(frozen=True)
class ShownTask:
    """A task in the reader's words, where to do it, and whether it is done."""

    title: str
    look_for: str
    source: str
    address: str
    is_done: bool
    is_next: bool


@dataclass(frozen=True)
class Progress:
    """A guided day as it stands."""

    day: FirstDay
    guided: GuidedDay
    tasks: list[ShownTask]

    @property
    def done(self) -> int:
        return sum(task.is_done for task in self.tasks)

    @property
    def next(self) -> ShownTask | None:
        """The first task that is not done."""
        return next((task for task in self.tasks if task.is_next), None)


def progress_of(person: User) -> Progress | None:
    """Return how far the person is, or None when they have begun no guided day."""
    day = day_of(person)
    if day is None or day.role not in days:
        return None
    guided, deeds = days.get(day.role), deeds_of(day)
    return Progress(day, guided, list(_shown(guided, deeds)))


def _shown(guided: GuidedDay, deeds: Deeds) -> Iterator[ShownTask]:
    is_next = True
    words = _Goods(deeds)
    for task in guided.tasks:
        if task.of and not deeds.things.get(task.of):
            continue  # the Party's workflow has no such stage
        is_done = task.known(deeds)
        yield ShownTask(
            title=str(task.title) % {"goods": words.of(task)} if task.of else str(task.title),
            look_for=str(task.look_for),
            source=task.source,
            address=_address(task, deeds),
            is_done=is_done,
            is_next=is_next and not is_done,
        )
        is_next = is_next and is_done


def _address(task: Task, deeds: Deeds) -> str:
    try:
        return task.place(deeds.things)
    except KeyError:
        return ""


class _Goods:
    """The goods of each case in a few words, read at once and only where a title names them."""

    def __init__(self, deeds: Deeds) -> None:
        self._things = deeds.things
        self._read: dict[str, str] | None = None

    def of(self, task: Task) -> str:
        if self._read is None:
            self._read = dict(self._all())
        return self._read.get(self._things.get(task.of, {}).get("case", ""), "")

    def _all(self) -> Iterator[tuple[str, str]]:
        references = [thing["case"] for thing in self._things.values() if "case" in thing]
        found = Application.objects.filter(case__reference__in=references)
        names = CodeNames()
        for application in found.select_related("case").prefetch_related("lines"):
            line = next(iter(application.lines.all()))
            named = line.common_name or line.scientific_name
            yield application.reference, f"{named}, {names.name('terms', line.term)}, {shown_quantity(line)}"
