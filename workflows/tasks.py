"""What the clock does to the cases of a Party, over and over again."""

from tenants.tasks import party_task
from workflows.bodies.reminding import remind_bodies
from workflows.due import reckon_anew
from workflows.timing import move_overdue_cases, remind_of_waiting_cases, tell_of_overdue_cases


@party_task(name="workflows.move_overdue_cases")
def move_overdue() -> int:
    """Let the cases go on whose time is over; return how many did."""
    return move_overdue_cases()


@party_task(name="workflows.remind_of_waiting_cases")
def remind_of_waiting() -> int:
    """Remind people of cases that have waited for them so long; return of how many cases."""
    return remind_of_waiting_cases()


@party_task(name="workflows.tell_of_overdue_cases")
def tell_of_overdue() -> int:
    """Tell people of cases that have just become overdue; return of how many cases."""
    return tell_of_overdue_cases()


@party_task(name="workflows.reckon_due_dates")
def reckon_due_dates() -> int:
    """Reckon due dates anew where another calendar has come into force; return of how many cases."""
    return reckon_anew()


@party_task(name="workflows.remind_bodies")
def remind_bodies_outside() -> int:
    """Remind bodies outside whose last day to answer is near; return how many."""
    return remind_bodies()
