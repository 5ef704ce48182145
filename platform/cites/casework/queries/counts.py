"""How many cases are on each list, stage by stage."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet

from cites.casework.queries.lists import CaseList
from workflows.models import Case


class Counts:
    """How many cases of each list stand at each stage; a list that was not counted has no number."""

    def __init__(self, by_list: Mapping[CaseList, Counter[str]]) -> None:
        self._by_list = by_list

    def of(self, chosen: CaseList, stage: str = "") -> int:
        """How many are on that list, at that stage or at any."""
        found = self.by_stage(chosen)
        return found[stage] if stage else found.total()

    def find(self, chosen: CaseList) -> int | None:
        """How many are on that list, where it was counted."""
        parts = (CaseList.OPEN, CaseList.CLOSED) if chosen is CaseList.ALL else (chosen,)
        return self.of(chosen) if all(part in self._by_list for part in parts) else None

    def by_stage(self, chosen: CaseList) -> Counter[str]:
        """How many of that list stand at each stage where any does."""
        if chosen is CaseList.ALL:
            return self._by_list[CaseList.OPEN] + self._by_list[CaseList.CLOSED]
        return +self._by_list[chosen]


def count_cases(found: QuerySet[Case], conditions: Mapping[CaseList, Q], *, closed: bool) -> Counts:
    """Count the lists of open cases, from their index alone where nothing narrows them; and ``closed`` ones, if asked.

    There are ten times as many of these, and nobody needs their number to see how much there is to do.
    """
    counted = {each.name: Count("pk", filter=condition) for each, condition in conditions.items()}
    opened: Any = list(found.filter(closed_at=None).order_by().values("stage").annotate(**counted))
    by_list = {each: Counter({row["stage"]: row[each.name] for row in opened}) for each in conditions}
    if closed:
        ended = found.filter(closed_at__isnull=False).order_by().values_list("stage").annotate(Count("pk"))
        by_list[CaseList.CLOSED] = Counter(dict(ended))
    return Counts(by_list)
