"""Notices on their way: one task for each mail, tried again when the mail server is away."""

from django.core.cache import cache

from cites.accounts.mail import compose
from cites.accounts.models import User
from cites.administration.notices import NOTICES
from tenants.tasks import party_task

REMEMBERED = 7 * 24 * 3600  # seconds


@party_task(name="administration.send_notice", retry_backoff_max=600, max_retries=200)
def send_notice(kind: str, proposal_pk: int, version: int, person_pk: int) -> None:
    """Send one notice in the reader's language; a repeated task does not send it again."""
    key = f"administration.notice.{proposal_pk}.{version}.{kind}.{person_pk}"
    person = User.objects.filter(pk=person_pk, is_active=True).first()
    if person is None or cache.get(key):
        return
    context = {"person": person, "notice": NOTICES[kind], "proposal": proposal_pk}
    compose(person.email, person.language, "administration/mail/notice", context).send()
    cache.set(key, True, REMEMBERED)


@party_task(name="administration.send_key_notice", retry_backoff_max=600, max_retries=200)
def send_key_notice(change: str, kid: str, by_pk: int | None, mark: str, person_pk: int) -> None:
    """Tell one administrator what was done to a key, in their language; a repeated task does not send it again."""
    key = f"administration.key_notice.{mark}.{person_pk}"
    person = User.objects.filter(pk=person_pk, is_active=True).first()
    if person is None or cache.get(key):
        return
    by = User.objects.filter(pk=by_pk).first() if by_pk else None
    context = {"person": person, "change": change, "kid": kid, "by": by.full_name if by else ""}
    compose(person.email, person.language, "administration/mail/keys", context).send()
    cache.set(key, True, REMEMBERED)
