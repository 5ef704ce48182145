"""What the product says of the month beside what the log does; every difference is told in a sentence."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import cycle

from cites.accounts.models import Absence
from cites.casework.figures import share, within
from cites.casework.queries.asked import Asked
from cites.casework.queries.clock import clock_shown
from cites.casework.queries.counts import count_cases
from cites.casework.queries.indicators import OpenNow, figures_by_month, open_now
from cites.casework.queries.lists import OF_OPEN_CASES, CaseList, conditions_of_lists
from cites.casework.queries.visible import visible_cases
from cites.casework.queries.worklist import worklist
from tests.factories.month.desks import lists_of
from tests.factories.month.office import Office
from tests.factories.month.paper import Matter, local
from tests.factories.month.reckoning import Clock, clock, due_on, figures, is_overdue
from workflows.due import is_overdue as is_told_overdue
from workflows.models import Assignment, Case, CaseNews
from workflows.queries import CaseNow


def differences(office: Office) -> list[str]:
    """Return whatever the product tells otherwise on this evening than the log does."""
    cases = Case.objects.filter(lodged_at__isnull=False).prefetch_related("steps")
    held = dict(Assignment.objects.filter(ended_at=None).values_list("case", "person"))
    told = {case.reference: _told(case, held) for case in cases}
    counted = {matter.reference: _counted(matter, office) for matter in office.log.matters.values()}
    found = [
        f"{reference} is {told.get(reference)}, by the log {counted.get(reference)}"
        for reference in sorted(told.keys() | counted.keys())
        if told.get(reference) != counted.get(reference)
    ]
    found += [*_in_lists(office), *_of_waiting(office), *differing_figures(office, [office.today.replace(day=1)])]
    return [f"On {office.today}: {each}" for each in found]


def _told(case: Case, held: dict[int, int]) -> tuple[object, ...]:
    shown = clock_shown(CaseNow(case), case.steps.all())
    read = shown and Clock(shown.reading.used, shown.reading.runs, shown.reading.expected_on, shown.reading.is_over)
    return case.stage, held.get(case.pk), read, None if case.closed_at else case.due_on, is_told_overdue(case)


def _counted(matter: Matter, office: Office) -> tuple[object, ...]:
    open_days, today = office.open_days, office.today
    read = clock(matter, open_days, today) if matter.is_open and not matter.answer() else None
    return matter.stage, matter.holder, read, due_on(matter, open_days), is_overdue(matter, open_days, today)


def _late(office: Office) -> set[str]:
    return {each.reference for each in office.log.matters.values() if is_overdue(each, office.open_days, office.today)}


def _in_lists(office: Office) -> Iterator[str]:
    """The numbers that stand beside the lists of each official."""
    late = _late(office)
    for clerk in office.log.clerks.values():
        official = office.staff.of(clerk.pk)
        counts = count_cases(visible_cases(official), conditions_of_lists(official), closed=True)
        for name, number in lists_of(office.log, clerk, office.today, late).items():
            if (told := counts.find(CaseList(name))) != number:
                yield f"{official} has {told} cases on the list {name}, by the log {number}"


def differing_pages(office: Office) -> list[str]:
    """Return which pages of lists hold another number of cases than stands beside the list; for each official, one."""
    names, found, late = cycle(OF_OPEN_CASES), [], _late(office)
    for clerk, name in zip(office.log.clerks.values(), names, strict=False):
        shown = worklist(office.staff.of(clerk.pk), Asked(show=name))
        beside = next(each.count for each in shown.facets if f"show={name}" in each.address)
        number = lists_of(office.log, clerk, office.today, late)[name]
        if not beside == shown.page.paginator.count == number:
            found.append(f"{clerk} has {beside} cases on the list {name}, by the log {number}")
    return found


def _of_waiting(office: Office) -> Iterator[str]:
    waiting = [each for each in office.log.matters.values() if each.is_open and not each.answer()]
    late = {each.reference for each in waiting} & _late(office)
    told, counted = open_now(office.today), [OpenNow("EXP", len(waiting), len(late))]
    if told != counted:
        yield f"{told} wait, by the log {counted}"


def differing_figures(office: Office, months: list[date]) -> list[str]:
    """Return which figures of these months the indicators state otherwise than the log."""
    told, found = figures_by_month(months), list[str]()
    for month in months:
        counted, stated = figures(office.log, month.year, month.month, office.today), told[month, "EXP"]
        pairs = {
            "lodged": (stated.lodged, counted.lodged),
            "online": (stated.online, counted.lodged),
            "returned": (stated.returned, counted.returned),
            "returns": (stated.returns, counted.returns),
            "issued": (stated.issued, counted.issued),
            "complete": (stated.complete, counted.issued),
            "decided": (stated.decided, counted.decided),
            "met": (stated.met, counted.met),
            "working days": (stated.working_days, counted.working_days),
            "days": (stated.days, counted.days),
            "refused": (stated.refused, counted.refused),
            "median": (within(stated.working_days, 50), counted.median if counted.decided else None),
            "share returned": (share(stated.returned, stated.lodged), _tenths(counted.returned, counted.lodged)),
            "share met": (share(stated.met, stated.decided), _tenths(counted.met, counted.decided)),
        }
        found += [f"{month} {name}: {one}, by the log {two}" for name, (one, two) in pairs.items() if one != two]
    return found


def _tenths(part: int, whole: int) -> Decimal | None:
    return Decimal(1000 * part // whole) / 10 if whole else None


def news_told() -> Counter[tuple[str, int, str, date]]:
    """Return of which case who was told what on which day, and how often."""
    rows = CaseNews.objects.values_list("case__reference", "person", "kind", "written_at")
    return Counter((reference, person, kind, local(at)) for reference, person, kind, at in rows)


def deputies_told() -> Counter[tuple[int, int | None, date]]:
    """Return for whom who was told to stand in, and on which day."""
    told = Absence.objects.filter(deputy_told_at__isnull=False)
    return Counter((each.person_id, each.deputy_id, local(each.deputy_told_at)) for each in told if each.deputy_told_at)
