"""Hears what people are to be told of cases and permits, writes it down, and asks for the mails."""

from typing import Any

from cites.accounts.models import Absence
from cites.accounts.signals import absence_noted
from cites.casework.models import RegisterFile
from cites.casework.notices import BODY_ANSWERED, PERMIT_READY, applicants_told
from cites.casework.signals import register_file_asked
from cites.casework.tasks import make_register_file, scan_attached_file, send_body_mail, send_news, tell_deputies
from cites.permits.models import Permit
from cites.permits.signals import permit_published
from tenants.attachments.signals import attachment_kept
from tenants.models import StoredAttachment
from workflows.holders import assignments_of
from workflows.models import BodyAnswer, BodyMail, CaseNews, Closure
from workflows.news import Telling, write_news
from workflows.signals import body_answered, body_mail_written, case_news_written, closures_changed
from workflows.tasks import reckon_due_dates


def connect() -> None:
    """Listen from now on."""
    case_news_written.connect(send_what_was_written, dispatch_uid="casework.send_what_was_written")
    body_mail_written.connect(send_mail_to_body, dispatch_uid="casework.send_mail_to_body")
    body_answered.connect(tell_of_answer, dispatch_uid="casework.tell_of_answer")
    attachment_kept.connect(scan_what_was_kept, dispatch_uid="casework.scan_what_was_kept")
    closures_changed.connect(reckon_with_closures, dispatch_uid="casework.reckon_with_closures")
    absence_noted.connect(tell_deputy, dispatch_uid="casework.tell_deputy")
    register_file_asked.connect(make_what_was_asked, dispatch_uid="casework.make_what_was_asked")
    permit_published.connect(tell_of_permit, dispatch_uid="casework.tell_of_permit")


def send_what_was_written(sender: type[CaseNews], news: CaseNews, **more: Any) -> None:
    """Have the mail sent; should the request for it be lost, a sweep finds it in the table."""
    send_news.delay(news.pk)


def make_what_was_asked(sender: type[RegisterFile], file: RegisterFile, **more: Any) -> None:
    """Have a file of the register made; a sweep does it should the request be lost."""
    make_register_file.delay(file.pk)


def reckon_with_closures(sender: type[Closure], **more: Any) -> None:
    """Have the due dates of open cases reckoned anew; a sweep does it should the request be lost."""
    reckon_due_dates.delay()


def tell_deputy(sender: type[Absence], **more: Any) -> None:
    """Have the deputy told where the absence holds already; a sweep does it on its first day, else."""
    tell_deputies.delay()


def tell_of_permit(sender: type[Permit], permit: Permit, **more: Any) -> None:
    """Write down that the applicant's side is told of a permit to download; it is committed with the publication.

    Of a batch they are told once, and of each replacement.
    """
    if permit.batch_position > 1 and permit.replaces_id is None:
        return
    case = permit.application.case
    told = [Telling(applicant, PERMIT_READY) for applicant in applicants_told(case)]
    write_news(case, told, once=f"permit:{permit.pk}")


def send_mail_to_body(sender: type[BodyMail], mail: BodyMail, **more: Any) -> None:
    """Have the mail to a body outside sent; should the request for it be lost, a sweep finds it in the table."""
    send_body_mail.delay(mail.pk)


def scan_what_was_kept(sender: type[StoredAttachment], attachment: StoredAttachment, **more: Any) -> None:
    """Have a new file scanned for viruses; should the request for it be lost, a sweep finds it in the table."""
    scan_attached_file.delay(sender._meta.label_lower, attachment.pk)


def tell_of_answer(sender: type[BodyAnswer], answer: BodyAnswer, **more: Any) -> None:
    """Write down that whoever asked a body outside, and whoever holds the case, is told of its answer."""
    request = answer.request
    people = [request.asked_by, *(held.person for held in assignments_of(request.case))]
    write_news(request.case, [Telling(person, BODY_ANSWERED) for person in people], once=f"body:{answer.pk}")
