"""What people are told of a case: written in the transaction of what it tells of, so that nothing is lost.

Apps above say who hears of what, and send it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from kernel.clock import now as this_moment
from kernel.registry import Registry
from kernel.text import LocalisedText
from workflows.models import Case, CaseNews, CaseStep
from workflows.places import Standing
from workflows.signals import case_news_written
from workflows.steps import Taken


@dataclass(frozen=True, slots=True)
class Telling:
    """One person who is told, and by which kind of mail; ``text`` is what the workflow adds."""

    person: Any
    kind: str
    text: LocalisedText = field(default_factory=LocalisedText)


@dataclass(frozen=True, slots=True)
class Herald:
    """A rule about who is told: of a step with the stages that wait since then, of a stage that waits, and of one
    that lasts longer than it should.

    Whoever is named twice is told once, by what is named first.
    """

    name: str
    of_step: Callable[[Case, Taken, Iterable[Standing]], Iterable[Telling]]
    of_waiting: Callable[[Case, Standing], Iterable[Telling]]
    of_overdue: Callable[[Case, Standing], Iterable[Telling]]


heralds: Registry[Herald] = Registry("rule about who is told")


def write_news_of_steps(case: Case, taken: list[Taken], stands: Iterable[Standing]) -> None:
    """Write down who is told of the steps of one transaction, after which the case ``stands`` at these stages.

    Who has to act now is told with the last of the steps, and not of stages that the case has left already.
    """
    reached = [standing for each in taken for standing in each.came_to]
    waiting = [standing for standing in stands if standing in reached]
    for each in taken:
        waits = waiting if each is taken[-1] else []
        for herald in heralds:
            write_news(case, herald.of_step(case, each, waits), once=f"step:{each.step.pk}", step=each.step)


def remind_once(case: Case, standing: Standing, since: datetime) -> bool:
    """Write down who is reminded of a stage where the case stands since then; tell whether anybody is, once a stay."""
    return _tell_once(case, [herald.of_waiting for herald in heralds], "reminder", standing, since)


def tell_overdue_once(case: Case, standing: Standing, since: datetime) -> bool:
    """Write down who is told that this stay is overdue; tell whether anybody is, once a stay."""
    return _tell_once(case, [herald.of_overdue for herald in heralds], "overdue", standing, since)


def _tell_once(
    case: Case, rules: Iterable[Callable[[Case, Standing], Iterable[Telling]]], of: str, standing: Standing,
    since: datetime,
) -> bool:  # fmt: skip
    once = f"{of}:{standing.branch or ''}:{since.isoformat()}"
    if CaseNews.objects.filter(case=case, once=once).exists():
        return False
    return sum(write_news(case, rule(case, standing), once=once) for rule in rules) > 0


def write_news(case: Case, tellings: Iterable[Telling], *, once: str, step: CaseStep | None = None) -> int:
    """Write down who is to be told; ``once`` names of what, and of that nobody is told twice. Return how many are."""
    first = {telling.person.pk: telling for telling in reversed(list(tellings))}
    known = set(CaseNews.objects.filter(case=case, once=once).values_list("person", flat=True))
    written = CaseNews.objects.bulk_create(
        CaseNews(
            case=case, step=step, person=telling.person, kind=telling.kind, once=once,
            text=telling.text, written_at=this_moment(),
        )
        for pk, telling in first.items() if pk not in known
    )  # fmt: skip
    for news in written:
        transaction.on_commit(partial(case_news_written.send, sender=CaseNews, news=news), robust=True)
    return len(written)
