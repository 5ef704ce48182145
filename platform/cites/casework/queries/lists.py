"""The lists into which an official's cases fall: whose they are, how urgent, and whether anything is left to do."""

from collections.abc import Mapping
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cites.accounts.models import User
from cites.accounts.standing_in import stood_in_for, team_mates
from cites.casework.queries.turns import turns_of
from tenants.context import today
from workflows.models import Assignment, Case


class CaseList(StrEnum):
    """One list; its value stands in the address."""

    WAITING = "mine"
    HELD = "held"
    TEAM = "team"
    OTHERS = "others"
    OVERDUE = "overdue"
    OPEN = "open"
    CLOSED = "closed"
    ALL = "all"


LABELS: dict[CaseList, str | Promise] = {
    CaseList.WAITING: _("Waiting for me"),
    CaseList.HELD: _("Held by me"),
    CaseList.TEAM: _("Held by my team"),
    CaseList.OTHERS: _("Waiting for others"),
    CaseList.OVERDUE: _("Overdue"),
    CaseList.OPEN: _("All open cases"),
    CaseList.CLOSED: _("Closed cases"),
    CaseList.ALL: _("All cases"),
}
EMPTY: dict[CaseList, str | Promise] = {
    CaseList.WAITING: _("Nothing waits for you. Cases that need your next step will be listed here."),
    CaseList.HELD: _("You hold no case. Take one from those that wait for you, and nobody else will work on it."),
    CaseList.TEAM: _("Nobody in your team holds a case."),
    CaseList.OTHERS: _("No case waits for anybody else."),
    CaseList.OVERDUE: _("No case is overdue."),
    CaseList.OPEN: _("No case is open. Applications will be listed here as they come in."),
    CaseList.CLOSED: _("No case is closed yet."),
    CaseList.ALL: _("No applications have been submitted yet. They will be listed here as they come in."),
}
OF_OPEN_CASES = (
    CaseList.WAITING,
    CaseList.HELD,
    CaseList.TEAM,
    CaseList.OTHERS,
    CaseList.OVERDUE,
    CaseList.OPEN,
)


def conditions_of_lists(official: User) -> dict[CaseList, Q]:
    """Return, for each list of open cases, which of the open cases are on it."""
    turns = turns_of(official)
    theirs = _held_by({official.pk, *stood_in_for(official, today())})
    team = _held_by({official.pk, *team_mates(official).values_list("pk", flat=True)})
    return {
        CaseList.WAITING: turns.free | (turns.theirs & theirs),
        CaseList.HELD: theirs,
        CaseList.TEAM: team,
        CaseList.OTHERS: ~turns.theirs,
        CaseList.OVERDUE: Q(due_on__lt=today()),
        CaseList.OPEN: Q(),
    }


def on_list(cases: QuerySet[Case], chosen: CaseList, conditions: Mapping[CaseList, Q]) -> QuerySet[Case]:
    """Return those of the cases that are on a list."""
    if chosen in OF_OPEN_CASES:
        return cases.filter(conditions[chosen], closed_at=None)
    return cases.filter(closed_at__isnull=False) if chosen is CaseList.CLOSED else cases


def _held_by(people: set[int]) -> Q:
    return Q(pk__in=Assignment.objects.filter(ended_at=None, person__in=people).order_by().values("case"))
