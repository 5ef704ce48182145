"""Who holds a case, and what its reader may do about that."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from cites.accounts.models import User
from cites.accounts.queries import people_with_role
from cites.accounts.roles import PARTY_OFFICIALS, Role
from cites.casework.queries.stages import stage_label
from workflows.due import is_overdue
from workflows.holders import assignments_of
from workflows.models import Case
from workflows.queries import CaseNow
from workflows.turns import standings_open_to


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds the case at one of its stages."""

    person: User
    since: datetime
    stage: str
    note: str


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds the case, by when it should be done with where it stands, and what the reader may do about it."""

    holders: list[Holder]
    due_on: date | None
    is_overdue: bool
    may_take: bool
    may_give: bool
    may_put_back: bool

    @property
    def seen(self) -> str:
        """The holders as a page carries them, so that nobody takes a case from somebody they did not see."""
        return ",".join(str(holder.person.pk) for holder in self.holders)


def holding_of(now: CaseNow, reader: User) -> Holding:
    """Return who holds the case."""
    case = now.case
    labels = {(standing.branch or "", standing.key): stage_label(standing.station) for standing in now.standings}
    held = list(assignments_of(case))
    open_to = standings_open_to(now, reader)
    free = {(standing.branch or "") for standing in open_to} - {each.branch for each in held}
    return Holding(
        holders=[
            Holder(each.person, each.since, labels.get((each.branch, each.stage), each.stage), each.note)
            for each in held
        ],
        due_on=None if case.closed_at else case.due_on,
        is_overdue=is_overdue(case),
        may_take=bool(free),
        may_give=bool(open_to),
        may_put_back=any(each.person_id == reader.pk for each in held),
    )


def colleagues_for(case: Case, giver: User) -> QuerySet[User]:
    """Return whom the giver may give the case: the officials with a role of the stages that are the giver's, too."""
    named = {name for standing in standings_open_to(CaseNow(case), giver) for name in standing.station.people}
    roles = [Role(name) for name in named if name in Role.values and Role(name) in PARTY_OFFICIALS]
    return people_with_role(*roles)
