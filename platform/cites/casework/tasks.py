"""Notices on their way: one task for each mail, tried again when the mail server is away."""

from datetime import datetime, timedelta
from typing import Final

import structlog
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q

from cites.accounts.mail import compose
from cites.accounts.models import Absence, User
from cites.accounts.standing_in import deputies_to_tell
from cites.casework.bodies import compose_body_mail
from cites.casework.delivery import deliver, numbered
from cites.casework.notices import NOTICES
from cites.casework.queries.notices import NoticeSubject, is_wanted, is_wanted_by_mail
from cites.casework.scans import scan_file, waiting_files
from kernel.clock import now as this_moment
from kernel.text import LocalisedText
from tenants.attachments.scanning import scanner_is_there
from tenants.context import today
from tenants.tasks import party_task
from workflows.bodies.queries import state_now
from workflows.bodies.secrets import make_link
from workflows.models import BodyMail, BodyMailKind, BodyRequest, BodySending, CaseNews, Sending

log = structlog.get_logger("casework")
GIVEN_UP: Final = timedelta(days=7)
LEFT_TO_ITS_OWN_TASK: Final = timedelta(minutes=2)
MOST_AT_A_TIME: Final = 500


@party_task(name="casework.send_news")
def send_news(news_pk: int) -> None:
    """Send one mail about a case unless it was sent; two tasks for the same mail send it once.

    Where the mail server refuses the address for good, that is noted and shown; where it is away, the task tries again.
    """
    with transaction.atomic():
        waiting = CaseNews.objects.select_for_update(skip_locked=True, of=("self",)).filter(sent_at=None)
        news = waiting.select_related("case", "person").filter(pk=news_pk).first()
        if news is None:
            return
        news.sending, news.refusal = _sent(news)
        news.sent_at = this_moment()
        news.save(update_fields=["sent_at", "sending", "refusal"])


def _sent(news: CaseNews) -> tuple[Sending, str]:
    """What became of the mail, and what the mail server said where it refused the address."""
    if not is_wanted_by_mail(news):
        return Sending.NOT_WANTED, ""
    refusal = deliver(_composed(news))
    return (Sending.MAILED, "") if refusal is None else (Sending.FAILED, refusal)


@party_task(name="casework.send_the_rest")
def send_the_rest() -> int:
    """Ask anew for every mail that should have gone out and did not, e.g. after a broken night; return how many."""
    now = this_moment()
    lost = Q(sent_at=None, written_at__range=(now - GIVEN_UP, now - LEFT_TO_ITS_OWN_TASK))
    _give_up(now)
    keys = list(CaseNews.objects.filter(lost).order_by("written_at").values_list("pk", flat=True)[:MOST_AT_A_TIME])
    for key in keys:
        send_news.delay(key)
    to_bodies = list(BodyMail.objects.filter(lost).order_by("written_at").values_list("pk", flat=True)[:MOST_AT_A_TIME])
    for key in to_bodies:
        send_body_mail.delay(key)
    return len(keys) + len(to_bodies)


@party_task(name="casework.send_body_mail")
def send_body_mail(mail_pk: int) -> None:
    """Send one mail to a body outside unless it was sent, or the request is not open any more.

    Its link is kept before it is sent: should a worker be killed in between, the link of each mail that went out leads
    to the request.
    """
    request = BodyRequest.objects.filter(mails=mail_pk, mails__sent_at=None).first()
    if request is None:
        return
    token = make_link(request)
    with transaction.atomic():
        waiting = BodyMail.objects.select_for_update(skip_locked=True, of=("self",)).filter(sent_at=None)
        mail = waiting.filter(pk=mail_pk).first()
        if mail is None:
            return
        held = BodyRequest.objects.select_for_update(of=("self",)).select_related("case").get(pk=request.pk)
        mail.sending, mail.refusal = _sent_to_body(mail, held, token)
        mail.sent_at = this_moment()
        mail.save(update_fields=["sent_at", "sending", "refusal"])


def _sent_to_body(mail: BodyMail, request: BodyRequest, token: str) -> tuple[BodySending, str]:
    """What became of the mail, and what the mail server said where it refused the address."""
    if not state_now(request).is_waiting:
        return BodySending.NEEDLESS, ""
    refusal = deliver(numbered(compose_body_mail(request, BodyMailKind(mail.kind), token), f"body-{mail.pk}"))
    return (BodySending.MAILED, "") if refusal is None else (BodySending.FAILED, refusal)


def _give_up(now: datetime) -> None:
    """Note the mails for which the mail server was away too long, so that their readers are shown that none came."""
    too_late = Q(sent_at=None, written_at__lt=now - GIVEN_UP)
    CaseNews.objects.filter(too_late).update(sent_at=now, sending=Sending.FAILED)
    BodyMail.objects.filter(too_late).update(sent_at=now, sending=BodySending.FAILED)


def _composed(news: CaseNews) -> EmailMessage:
    person, reference = news.person, news.case.reference
    text = LocalisedText(news.text).in_language(person.language)
    context = {"person": person, "notice": NOTICES[news.kind], "reference": reference, "text": text}
    message = compose(person.email, person.language, "casework/mail/notice", context)
    return numbered(message, f"news-{news.pk}")


@party_task(name="casework.tell_deputies")
def tell_deputies() -> int:
    """Tell whoever stands in for a colleague today, once an absence; return how many were told.

    One whom the mail server keeps waiting holds up none of the others: the next sweep tries again.
    """
    return sum(_or_later(pk) for pk in deputies_to_tell(today()).values_list("pk", flat=True))


def _or_later(absence_pk: int) -> bool:
    try:
        return _tell_deputy(absence_pk)
    except OSError:
        log.warning("a deputy is told later", absence=absence_pk, exc_info=True)
        return False


@transaction.atomic
def _tell_deputy(absence_pk: int) -> bool:
    waiting = deputies_to_tell(today()).select_for_update(skip_locked=True, of=("self",))
    absence = waiting.select_related("person", "deputy").filter(pk=absence_pk).first()
    if absence is None or absence.deputy is None:
        return False
    if is_wanted(absence.deputy.pk, NoticeSubject.TURN):
        deliver(_composed_for_deputy(absence, absence.deputy))
    absence.deputy_told_at = this_moment()
    absence.save(update_fields=["deputy_told_at"])
    return True


def _composed_for_deputy(absence: Absence, deputy: User) -> EmailMessage:
    context = {"person": deputy, "absence": absence}
    message = compose(deputy.email, deputy.language, "casework/mail/standing_in", context)
    return numbered(message, f"absence-{absence.pk}")


@party_task(name="casework.scan_file")
def scan_attached_file(kind: str, pk: int) -> None:
    """Scan one file for viruses; where the scanner is away, the file waits and the task tries again."""
    scan_file(kind, pk)


@party_task(name="casework.scan_the_rest")
def scan_the_rest() -> int:
    """Ask anew for the scan of every file that waits, while the scanner is there; return of how many."""
    waiting = list(waiting_files())
    if not waiting or not scanner_is_there():
        return 0
    for kind, pk in waiting[:MOST_AT_A_TIME]:
        scan_attached_file.delay(kind, pk)
    return len(waiting)
