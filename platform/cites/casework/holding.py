"""Holding cases: one at a time or several at once, with the news for whoever is given one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cites.accounts.models import User
from cites.casework.notices import CASE_GIVEN
from cites.casework.queries.casefile import application_for_official
from kernel.errors import DomainError
from localization.sentences import sentence_of
from workflows.actions import actions
from workflows.errors import ActionRefused
from workflows.holding import give_case, put_back, take_case
from workflows.news import Telling, write_news
from workflows.services import perform

TAKE: Final = "take"
PUT_BACK: Final = "put_back"
MOST_AT_ONCE: Final = 50


@dataclass(frozen=True, slots=True)
class Chosen:
    """One case of those that somebody ticked, and the version that they were looking at."""

    reference: str
    version: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one of several cases; ``reason`` is empty where it was done."""

    reference: str
    reason: str = ""


@transaction.atomic
def hand_over(*, reference: str, to: User, by: User, note: str, seen: set[int]) -> None:
    """Give a case to a colleague, who is told. Raises what ``give_case`` raises."""
    for assignment in give_case(reference=reference, to=to, by=by, note=note, seen=seen):
        write_news(assignment.case, [Telling(to, CASE_GIVEN)], once=f"assignment:{assignment.pk}")


def deeds_for_many() -> dict[str, str | Promise]:
    """What may be done to several cases at once, by name: nothing that decides or needs to be read first."""
    of_cases = {action.name: action.label for action in actions if action.for_many}
    return {TAKE: _("Take"), PUT_BACK: _("Put back"), **of_cases}


def do_to_many(*, deed: str, chosen: Iterable[Chosen], person: User, key: str) -> list[Outcome]:
    """Do the same to each of the cases, each in a transaction of its own; what cannot be done says why."""
    return [Outcome(one.reference, _reason_against(partial(_do, deed, one, person, key))) for one in chosen]


def _do(deed: str, one: Chosen, person: User, key: str) -> Any:
    application_for_official(one.reference, person)
    if deed == TAKE:
        return take_case(reference=one.reference, person=person)
    if deed == PUT_BACK:
        return put_back(reference=one.reference, person=person)
    return perform(case_reference=one.reference, verb=deed, actor=person, version=one.version, key=key)


def _reason_against(do: Callable[[], Any]) -> str:
    try:
        do()
    except ActionRefused as error:
        return " ".join(sentence_of(reason) for reason in error.reasons)
    except DomainError as error:
        return sentence_of(error)
    return ""
