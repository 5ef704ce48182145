"""Notices on their way: one task for each mail, tried again when the mail server is away."""

from datetime import timedelta
from typing import Final

from django.core.cache import cache
from django.db import transaction

from cites.accounts.mail import compose
from cites.accounts.models import User
from cites.casework.notices import NOTICES
from kernel.clock import now as this_moment
from kernel.text import LocalisedText
from tenants.context import active_schema
from tenants.tasks import party_task
from workflows.models import CaseNews

REMEMBERED = 7 * 24 * 3600  # seconds
GIVEN_UP: Final = timedelta(days=7)
LEFT_TO_ITS_OWN_TASK: Final = timedelta(minutes=2)
MOST_AT_A_TIME: Final = 500


@party_task(name="casework.send_notice")
def send_notice(kind: str, reference: str, person_pk: int, once: str) -> None:
    """Send one notice in the reader's language; ``once`` keeps a repeated task from sending it again."""
    key = f"casework.notice.{once}.{kind}.{person_pk}"
    person = User.objects.filter(pk=person_pk, is_active=True).first()
    if person is None or cache.get(key):
        return
    _send(person, kind, reference, f"{once}-{kind}-{person_pk}")
    cache.set(key, True, REMEMBERED)


@party_task(name="casework.send_news")
def send_news(news_pk: int) -> None:
    """Send one mail about a case unless it was sent; two tasks for the same mail send it once."""
    with transaction.atomic():
        waiting = CaseNews.objects.select_for_update(skip_locked=True, of=("self",)).filter(sent_at=None)
        news = waiting.select_related("case", "person").filter(pk=news_pk).first()
        if news is None:
            return
        if news.person.is_active and news.kind in NOTICES:
            text = LocalisedText(news.text).in_language(news.person.language)
            _send(news.person, news.kind, news.case.reference, f"news-{news.pk}", text)
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


def _send(person: User, kind: str, reference: str, name: str, text: str = "") -> None:
    """Send a mail whose number is always the same, so that programs show it once should it go out twice."""
    context = {"person": person, "notice": NOTICES[kind], "reference": reference, "text": text}
    message = compose(person.email, person.language, "casework/mail/notice", context)
    domain = message.from_email.rsplit("@", 1)[-1].rstrip(">")
    message.extra_headers["Message-ID"] = f"<{active_schema()}-{name}@{domain}>"
    message.send()
