"""Hears what people are to be told of cases and permits, writes it down, and asks for the mails."""

from typing import Any

from cites.accounts.models import Absence
from cites.accounts.signals import absence_noted
from cites.casework.notices import PERMIT_READY
from cites.casework.tasks import send_news, tell_deputies
from cites.permits.models import Permit
from cites.permits.signals import permit_published
from workflows.models import CaseNews, Closure
from workflows.news import Telling, write_news
from workflows.signals import case_news_written, closures_changed
from workflows.tasks import reckon_due_dates


def connect() -> None:
    """Listen from now on."""
    case_news_written.connect(send_what_was_written, dispatch_uid="casework.send_what_was_written")
    closures_changed.connect(reckon_with_closures, dispatch_uid="casework.reckon_with_closures")
    absence_noted.connect(tell_deputy, dispatch_uid="casework.tell_deputy")
    permit_published.connect(tell_of_permit, dispatch_uid="casework.tell_of_permit")


def send_what_was_written(sender: type[CaseNews], news: CaseNews, **more: Any) -> None:
    """Have the mail sent; should the request for it be lost, a sweep finds it in the table."""
    send_news.delay(news.pk)


def reckon_with_closures(sender: type[Closure], **more: Any) -> None:
    """Have the due dates of open cases reckoned anew; a sweep does it should the request be lost."""
    reckon_due_dates.delay()


def tell_deputy(sender: type[Absence], **more: Any) -> None:
    """Have the deputy told where the absence holds already; a sweep does it on its first day, else."""
    tell_deputies.delay()


def tell_of_permit(sender: type[Permit], permit: Permit, **more: Any) -> None:
    """Write down that the applicant is told that the permit can be downloaded; it is committed with the publication."""
    application = permit.application
    write_news(application.case, [Telling(application.applicant, PERMIT_READY)], once=f"permit:{permit.pk}")
