"""What the tasks do at midnight and whenever a closure changes: each time the log has said before what it will be."""

from collections.abc import Callable
from datetime import timedelta

from cites.casework.tasks import send_news, tell_deputies
from tests.factories.month.desks import tell, waited_for
from tests.factories.month.office import Office
from tests.factories.month.paper import Matter
from tests.factories.month.reckoning import due_on, has_lapsed, is_to_be_reminded_of
from workflows.models import CaseNews
from workflows.tasks import move_overdue, reckon_due_dates, remind_of_waiting, tell_of_overdue


def sweep(office: Office) -> None:
    """Reckon due dates anew, then let the other tasks run in any order."""
    reckon_due_dates()
    tasks: list[Callable[[Office], None]] = [_move, _remind, _tell_overdue, _tell_deputies]
    for task in office.random.sample(tasks, k=len(tasks)):
        task(office)


def _move(office: Office) -> None:
    lapsed = [each for each in office.log.matters.values() if has_lapsed(each, office.open_days, office.today)]
    assert move_overdue() == len(lapsed), f"on {office.today} other cases lapsed than {lapsed}"
    for matter in lapsed:
        office.write(matter, "lapse", None)


def _remind(office: Office) -> None:
    reminded = [
        each
        for each in office.log.matters.values()
        if is_to_be_reminded_of(each, office.open_days, office.today) and _is_new(each, "reminder")
    ]
    assert remind_of_waiting() == len(reminded), f"on {office.today} people were reminded of others than {reminded}"
    office.log.news.extend(
        (each.reference, who, "reminder", office.today) for each in reminded for who in each.applicants()
    )


def _tell_overdue(office: Office) -> None:
    found = [each for each in office.log.matters.values() if _is_newly_overdue(each, office)]
    told = [each for each in found if waited_for(office.log, each, office.today) and _is_new(each, "overdue")]
    for matter in told:
        tell(office.log, matter, "overdue_for_office", office.today)
    assert tell_of_overdue() == len(told), f"on {office.today} others were overdue than {told}"


def _is_newly_overdue(matter: Matter, office: Office) -> bool:
    due = due_on(matter, office.open_days)
    return due is not None and office.today - timedelta(days=7) <= due < office.today


def _is_new(matter: Matter, kind: str) -> bool:
    """Whether nobody was told so of this stay, of which somebody is now."""
    stay = (kind, len(matter.deeds))
    is_new = stay not in matter.told_of
    matter.told_of.add(stay)
    return is_new


def _tell_deputies(office: Office) -> None:
    log, today = office.log, office.today
    told = [each for each in log.away if not each.told and log.stands_in(each, today)]
    assert tell_deputies() == len(told), f"on {today} others stand in than {told}"
    for each in told:
        each.told = True
        log.deputies.append((each.person, each.deputy, today))


def send_mails(office: Office) -> None:
    """Send every mail that waits, as the sweep of lost ones asks for."""
    for pk in CaseNews.objects.filter(sent_at=None).order_by("pk").values_list("pk", flat=True):
        send_news(pk)
