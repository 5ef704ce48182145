"""Notices on their way: one task for each mail, tried again when the mail server is away."""

from datetime import timedelta
from typing import Final

from django.db import transaction

from cites.accounts.mail import compose
from cites.casework.notices import NOTICES
from kernel.clock import now as this_moment
from kernel.text import LocalisedText
from tenants.context import active_schema
from tenants.tasks import party_task
from workflows.models import CaseNews

GIVEN_UP: Final = timedelta(days=7)
LEFT_TO_ITS_OWN_TASK: Final = timedelta(minutes=2)
MOST_AT_A_TIME: Final = 500


@party_task(name="casework.send_news")
def send_news(news_pk: int) -> None:
    """Send one mail about a case unless it was sent; two tasks for the same mail send it once."""
    with transaction.atomic():
        waiting = CaseNews.objects.select_for_update(skip_locked=True, of=("self",)).filter(sent_at=None)
        news = waiting.select_related("case", "person").filter(pk=news_pk).first()
        if news is None:
            return
        if news.person.is_active and news.kind in NOTICES:
            _send(news)
        news.sent_at = this_moment()
        news.save(update_fields=["sent_at"])


@party_task(name="casework.send_the_rest")
def send_the_rest() -> int:
    """Ask anew for every mail that should have gone out and did not, e.g. after a broken night; return how many."""
    now = this_moment()
    lost = CaseNews.objects.filter(sent_at=None, written_at__range=(now - GIVEN_UP, now - LEFT_TO_ITS_OWN_TASK))
    keys = list(lost.order_by("written_at").values_list("pk", flat=True)[:MOST_AT_A_TIME])
    for key in keys:
        send_news.delay(key)
    return len(keys)


def _send(news: CaseNews) -> None:
    """Send a mail whose number is always the same, so that programs show it once should it go out twice."""
    person, reference = news.person, news.case.reference
    text = LocalisedText(news.text).in_language(person.language)
    context = {"person": person, "notice": NOTICES[news.kind], "reference": reference, "text": text}
    message = compose(person.email, person.language, "casework/mail/notice", context)
    domain = message.from_email.rsplit("@", 1)[-1].rstrip(">")
    message.extra_headers["Message-ID"] = f"<{active_schema()}-news-{news.pk}@{domain}>"
    message.send()
