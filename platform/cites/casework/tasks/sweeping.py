"""What should have gone out and did not, e.g. after a broken night: asked for anew, and given up after a week."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Q

from cites.casework.tasks.bodies import send_body_mail
from cites.casework.tasks.news import send_news
from kernel.clock import now as this_moment
from tenants.tasks import party_task
from workflows.models import BodyMail, BodySending, CaseNews, Sending

GIVEN_UP: Final = timedelta(days=7)
LEFT_TO_ITS_OWN_TASK: Final = timedelta(minutes=2)
MOST_AT_A_TIME: Final = 500


@party_task(name="casework.send_the_rest")
def send_the_rest() -> int:
    """Ask anew for every mail that should have gone out and did not; return how many."""
    now = this_moment()
    _give_up(now)
    lost = Q(sent_at=None, written_at__range=(now - GIVEN_UP, now - LEFT_TO_ITS_OWN_TASK))
    return _asked_for(CaseNews, lost, send_news) + _asked_for(BodyMail, lost, send_body_mail)


def _asked_for(model: Any, lost: Q, task: Any) -> int:
    keys = list(model.objects.filter(lost).order_by("written_at").values_list("pk", flat=True)[:MOST_AT_A_TIME])
    for key in keys:
        task.delay(key)
    return len(keys)


def _give_up(now: datetime) -> None:
    """Note the mails for which the mail server was away too long, so that their readers are shown that none came."""
    too_late = Q(sent_at=None, written_at__lt=now - GIVEN_UP)
    CaseNews.objects.filter(too_late).update(sent_at=now, sending=Sending.FAILED)
    BodyMail.objects.filter(too_late).update(sent_at=now, sending=BodySending.FAILED)
