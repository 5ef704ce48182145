"""The mails of notices about cases: one task for each, tried again when the mail server is away."""

from django.core.mail import EmailMessage
from django.db import transaction

from cites.accounts.delivery import deliver, numbered
from cites.accounts.mail import compose
from cites.casework.notices import NOTICES
from cites.casework.queries.notices import is_wanted_by_mail
from kernel.clock import now as this_moment
from kernel.text import LocalisedText
from tenants.tasks import party_task
from workflows.models import CaseNews, Sending


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


def _composed(news: CaseNews) -> EmailMessage:
    person, reference = news.person, news.case.reference
    text = LocalisedText(news.text).in_language(person.language)
    context = {"person": person, "notice": NOTICES[news.kind], "reference": reference, "text": text}
    message = compose(person.email, person.language, "casework/mail/notice", context)
    return numbered(message, f"news-{news.pk}")
