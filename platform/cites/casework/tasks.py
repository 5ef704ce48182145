"""Notices on their way: one task for each mail, tried again when the mail server is away."""

from django.core.cache import cache

from cites.accounts.mail import compose
from cites.accounts.models import User
from cites.casework.notices import NOTICES
from tenants.tasks import party_task

REMEMBERED = 7 * 24 * 3600  # seconds


@party_task(name="casework.send_notice")
def send_notice(kind: str, reference: str, person_pk: int, once: str) -> None:
    """Send one notice in the reader's language; ``once`` keeps a repeated task from sending it again."""
    key = f"casework.notice.{once}.{kind}.{person_pk}"
    person = User.objects.filter(pk=person_pk, is_active=True).first()
    if person is None or cache.get(key):
        return
    notice = NOTICES[kind]
    context = {"person": person, "notice": notice, "reference": reference}
    compose(person.email, person.language, "casework/mail/notice", context).send()
    cache.set(key, True, REMEMBERED)
